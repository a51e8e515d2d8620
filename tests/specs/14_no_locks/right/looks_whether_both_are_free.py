"""A flag and a condition: a transfer waits until both accounts are free, and never holds one while it waits."""

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
        self.waiting = []

    async def take(self):
        while self.busy:
            waiter = asyncio.get_running_loop().create_future()
            self.waiting.append(waiter)
            try:
                await waiter
            finally:
                if waiter in self.waiting:
                    self.waiting.remove(waiter)
        self.busy = True

    def give_back(self):
        self.busy = False
        for waiter in self.waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        await self.take()
        try:
            balance = self.balance
            await self.audit()
            self.balance = balance + amount
        finally:
            self.give_back()


async def transfer(a, b, amount):
    while a.busy or b.busy:
        account = a if a.busy else b
        await account.take()
        account.give_back()
    if a.balance < amount:
        raise ValueError
    a.balance -= amount
    b.balance += amount
