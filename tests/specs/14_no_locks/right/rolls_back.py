"""The money is added first, and taken off again if the audit does not end well; the counter is an iterator."""

import asyncio
import itertools


class Counter:
    def __init__(self):
        self._numbers = itertools.count(1)
        self._value = 0

    @property
    def value(self):
        return self._value

    def increment(self):
        self._value = next(self._numbers)
        return self._value


class Account:
    def __init__(self, balance=0):
        self.balance = balance

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        self.balance += amount
        try:
            await self.audit()
        except BaseException:
            self.balance -= amount
            raise


async def transfer(a, b, amount):
    if a.balance < amount:
        raise ValueError("not enough money")
    a.balance -= amount
    b.balance += amount
