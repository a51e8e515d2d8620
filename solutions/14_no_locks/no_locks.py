"""Between two awaits nobody else runs, so that no lock is needed. Across an await it is another matter."""

import asyncio


class Counter:
    def __init__(self) -> None:
        self.value = 0

    def increment(self) -> None:
        # Reads, adds and writes without an await in between: no other coroutine can run here.
        self.value += 1


class Account:
    def __init__(self, balance: int = 0) -> None:
        self.balance = balance
        self.lock = asyncio.Lock()  # one for each account: deposits to others need not wait

    async def audit(self) -> None:
        await asyncio.sleep(1)

    async def deposit(self, amount: int) -> None:
        # What is read before the await is written after it, so nobody else may change the balance meanwhile.
        # `async with` gives the lock back however the block ends: an exception, a cancellation.
        async with self.lock:
            balance = self.balance
            await self.audit()
            self.balance = balance + amount


async def transfer(a: Account, b: Account, amount: int) -> None:
    if a is b:
        return  # a lock that is taken cannot be taken again, not even by its owner
    # Everybody takes the two locks in the same order, whichever way the money goes: nobody can hold the one and
    # wait for somebody who holds the other.
    first, second = sorted((a, b), key=id)
    async with first.lock, second.lock:
        if a.balance < amount:  # only now: while we waited for the locks, the balance may have changed
            raise ValueError(f"{amount} is more than the balance, {a.balance}")
        a.balance -= amount
        b.balance += amount
