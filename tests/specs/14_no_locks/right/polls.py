"""A flag that is looked at again and again, a tenth of a second apart; a transfer that finds an account busy looks again."""

import asyncio


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.busy = False

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        while self.busy:
            await asyncio.sleep(0.1)
        self.busy = True
        try:
            balance = self.balance
            await self.audit()
            self.balance = balance + amount
        finally:
            self.busy = False


async def transfer(a, b, amount):
    while a.busy or b.busy:
        await asyncio.sleep(0.1)
    if a.balance < amount:
        raise ValueError
    a.balance -= amount
    b.balance += amount
