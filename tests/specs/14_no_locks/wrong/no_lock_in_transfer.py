"""transfer takes no lock, and deposits write over what it has moved.

Fails: task 3
Says: A transfer and a deposit at the same time went wrong: one wrote over what the other had written.
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
    if a.balance < amount:
        raise ValueError("not enough money")
    a.balance -= amount
    b.balance += amount
