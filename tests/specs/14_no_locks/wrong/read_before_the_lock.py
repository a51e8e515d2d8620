"""The balance is read before the lock is taken.

Fails: task 2
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
        self.lock = asyncio.Lock()

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        balance = self.balance
        async with self.lock:
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
