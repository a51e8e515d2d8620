"""The lock is given back only if the audit ends well.

Fails: task 2
Says: After an audit that failed, the next deposit to the same account waited for ever.
"""

import asyncio


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = asyncio.Lock()

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        await self.lock.acquire()
        balance = self.balance
        await self.audit()
        self.balance = balance + amount
        self.lock.release()


async def transfer(a, b, amount):
    if a is b:
        return
    first, second = sorted((a, b), key=id)
    async with first.lock, second.lock:
        if a.balance < amount:
            raise ValueError("not enough money")
        a.balance -= amount
        b.balance += amount
