"""The value is that of the class, so all counters count together.

Fails: task 1
Says: Two counters count together: each counter has a value of its own.
"""

import asyncio


class Counter:
    value = 0

    def increment(self):
        Counter.value += 1


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
