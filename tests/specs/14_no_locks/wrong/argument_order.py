"""The locks are taken in the order of the arguments.

Fails: task 3
Says: Two transfers, or a transfer and a deposit, waited for each other for ever.
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
    async with a.lock, b.lock:
        if a.balance < amount:
            raise ValueError("not enough money")
        a.balance -= amount
        b.balance += amount
