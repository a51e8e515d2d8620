"""All deposits that wait for the event go on together when it is set.

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
        self.free = asyncio.Event()
        self.free.set()

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        await self.free.wait()
        self.free.clear()
        try:
            balance = self.balance
            await self.audit()
            self.balance = balance + amount
        finally:
            self.free.set()


async def transfer(a, b, amount):
    while not (a.free.is_set() and b.free.is_set()):
        await a.free.wait()
        await b.free.wait()
    if a.balance < amount:
        raise ValueError("not enough money")
    a.balance -= amount
    b.balance += amount
