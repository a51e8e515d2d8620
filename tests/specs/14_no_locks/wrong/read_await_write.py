"""The balance is read, the audit awaited, the balance written, with no lock.

Fails: task 2, task 3
Says: Deposits at the same time were lost: one wrote over what another had written during its audit.
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
        balance = self.balance
        await self.audit()
        self.balance = balance + amount


async def transfer(a, b, amount):
    if a.balance < amount:
        raise ValueError("not enough money")
    a.balance -= amount
    b.balance += amount
