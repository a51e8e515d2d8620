"""Cancelled while it waits for the lock, a deposit gives back the lock of another one.

Fails: task 2
Says: A deposit was cancelled, and other deposits to the same account were lost.
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
        try:
            await self.lock.acquire()
            balance = self.balance
            await self.audit()
            self.balance = balance + amount
        finally:
            if self.lock.locked():
                self.lock.release()


async def transfer(a, b, amount):
    if a is b:
        return
    first, second = sorted((a, b), key=id)
    async with first.lock, second.lock:
        if a.balance < amount:
            raise ValueError("not enough money")
        a.balance -= amount
        b.balance += amount
