"""deposit starts a task and does not wait for it.

Fails: task 2, task 3
Says: deposit() returned before the money was on the account.
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
        self.task = asyncio.create_task(self.add(amount))

    async def add(self, amount):
        await self.audit()
        self.balance += amount


async def transfer(a, b, amount):
    if a.balance < amount:
        raise ValueError("not enough money")
    a.balance -= amount
    b.balance += amount
