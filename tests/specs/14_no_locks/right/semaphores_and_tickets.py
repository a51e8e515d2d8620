"""A semaphore of one for a lock; the write stands after it was given back, with no await in between; a transfer to itself is refused where it is an overdraft."""

import asyncio


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.ticket = asyncio.BoundedSemaphore(1)

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        async with self.ticket:
            await asyncio.create_task(self.audit())
            balance = self.balance
        self.balance = balance + amount


async def transfer(a, b, amount):
    if a is b:
        if amount > a.balance:
            raise ValueError("not enough money")
        return
    for account in sorted([a, b], key=id):
        await account.ticket.acquire()
        account.ticket.release()
    if a.balance - amount < 0:
        raise ValueError("not enough money")
    a.balance = a.balance - amount
    b.balance = b.balance + amount
