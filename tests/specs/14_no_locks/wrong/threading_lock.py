"""A lock of threading is held across the await; the next deposit blocks the whole loop.

Fails: task 2, task 3
Says: Everything waits and nothing can go on: MainThread (no_locks.py:29)
"""

import asyncio
import threading


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


class Account:
    def __init__(self, balance=0):
        self.balance = balance
        self.lock = asyncio.Lock()
        self.thread_lock = threading.Lock()

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        with self.thread_lock:
            balance = self.balance
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
