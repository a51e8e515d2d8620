"""The money is added before the audit, and stays there when it fails.

Fails: task 2
Says: The audit failed, and yet the balance has changed.
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

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        self.balance += amount
        await self.audit()


async def transfer(a, b, amount):
    if a.balance < amount:
        raise ValueError("not enough money")
    a.balance -= amount
    b.balance += amount
