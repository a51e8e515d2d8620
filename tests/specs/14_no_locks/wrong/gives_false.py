"""An overdraft gives False, and raises nothing.

Fails: task 3
Says: A transfer of more than the balance did not raise ValueError.
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
        await self.audit()
        self.balance += amount


async def transfer(a, b, amount):
    if a.balance < amount:
        return False
    a.balance -= amount
    b.balance += amount
    return True
