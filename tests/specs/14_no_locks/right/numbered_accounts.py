"""Accounts have numbers, by which transfer orders the locks; taken and given back by hand; balance cannot be set from outside."""

import asyncio
import itertools

NUMBERS = itertools.count()


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1


class Account:
    def __init__(self, balance=0):
        self._balance = balance
        self._number = next(NUMBERS)
        self._lock = asyncio.Lock()

    @property
    def balance(self):
        return self._balance

    async def audit(self):
        await asyncio.sleep(1)

    async def deposit(self, amount):
        await self._lock.acquire()
        try:
            before = self._balance
            await self.audit()
            self._balance = before + amount
        finally:
            self._lock.release()


async def transfer(a, b, amount):
    if a is b:
        return
    first, second = (a, b) if a._number < b._number else (b, a)
    await first._lock.acquire()
    try:
        await second._lock.acquire()
        try:
            if amount > a._balance:
                raise ValueError
            a._balance, b._balance = a._balance - amount, b._balance + amount
        finally:
            second._lock.release()
    finally:
        first._lock.release()
