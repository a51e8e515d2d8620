"""Two audits for each deposit; an audit that fails comes out in a group of errors."""

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
        for _ in range(2):
            try:
                await self.audit()
            except Exception as error:
                raise ExceptionGroup("the audit failed", [error])
        self.balance += amount


async def transfer(a, b, amount):
    if a.balance < amount:
        raise ValueError("not enough money")
    a.balance -= amount
    b.balance += amount
