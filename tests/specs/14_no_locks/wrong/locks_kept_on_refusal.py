"""The locks are not given back when the transfer is refused.

Fails: task 3
Says: After the transfer, an account could not be used any more: something waited for ever.
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
        async with self.lock:
            balance = self.balance
            await self.audit()
            self.balance = balance + amount


async def transfer(a, b, amount):
    if a is b:
        return
    first, second = sorted((a, b), key=id)
    await first.lock.acquire()
    await second.lock.acquire()
    if a.balance < amount:
        raise ValueError("not enough money")
    a.balance -= amount
    b.balance += amount
    second.lock.release()
    first.lock.release()
