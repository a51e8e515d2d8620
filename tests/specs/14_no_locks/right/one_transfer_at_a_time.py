"""One lock for all transfers, besides the locks of the accounts; a dataclass, which cannot be hashed."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

TRANSFERS = asyncio.Lock()


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


@dataclass
class Account:
    balance: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False, compare=False)

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        async with self.lock:
            balance = self.balance
            await self.audit()
            self.balance = balance + amount


async def transfer(a, b, amount):
    async with TRANSFERS, AsyncExitStack() as locks:
        await locks.enter_async_context(a.lock)
        if b is not a:
            await locks.enter_async_context(b.lock)
        if amount > a.balance:
            raise ValueError("not enough money")
        a.balance -= amount
        b.balance += amount
