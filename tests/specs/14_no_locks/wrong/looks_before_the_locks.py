"""The balance is looked at before the locks are there.

Fails: task 3
Says: Two transfers at the same time took more than was there: look at the balance at the moment of the move.
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
    if a is b:
        return
    first, second = sorted((a, b), key=id)
    async with first.lock, second.lock:
        a.balance -= amount
        b.balance += amount
