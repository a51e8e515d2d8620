"""One lock for the deposits of all accounts.

Fails: task 2
Says: A deposit waited for the deposit to another account: each account needs a lock of its own.
"""

import asyncio

LOCK = asyncio.Lock()


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


class Account:
    def __init__(self, balance=0):
        self.balance = balance

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        async with LOCK:
            balance = self.balance
            await self.audit()
            self.balance = balance + amount


async def transfer(a, b, amount):
    async with LOCK:
        if a.balance < amount:
            raise ValueError("not enough money")
        a.balance -= amount
        b.balance += amount
