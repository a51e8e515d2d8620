"""Both balances are read before either is written; where a is b, the last one wins.

Fails: task 3
Says: A transfer from an account to itself changed its balance.
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
    from_a, from_b = a.balance, b.balance
    if from_a < amount:
        raise ValueError("not enough money")
    a.balance = from_a - amount
    b.balance = from_b + amount
