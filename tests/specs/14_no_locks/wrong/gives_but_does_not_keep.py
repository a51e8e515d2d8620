"""increment returns the next number, and does not keep it.

Fails: task 1
Says: increment() has not changed the value.
"""

import asyncio


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        return self.value + 1


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
    async with first.lock, second.lock:
        if a.balance < amount:
            raise ValueError("not enough money")
        a.balance -= amount
        b.balance += amount
