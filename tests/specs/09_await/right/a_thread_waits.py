"""The waiting is done by a thread, which blocks nobody; gather hands a failure over as a value; Ticks is a subclass."""

import asyncio
import contextlib
import time
from collections import abc


async def do_some_work(x):
    await asyncio.to_thread(time.sleep, x)
    return "Done after " + str(x) + "s"


async def relay(x, steps):
    return [(await asyncio.gather(do_some_work(x)))[0] for _ in [None] * steps]


async def with_fallback(primary, fallback):
    failed = False
    try:
        async with closing_unless(fallback, lambda: failed):
            try:
                return await asyncio.wait_for(primary, None)
            except Exception:
                failed = True
    except GeneratorExit:
        raise
    return await fallback


@contextlib.asynccontextmanager
async def closing_unless(awaitable, used):
    try:
        yield
    finally:
        if asyncio.iscoroutine(awaitable) and not used():
            awaitable.close()


class Awaitable(abc.Awaitable):
    def __init__(self, n):
        self.n = n

    def __await__(self):
        return self.steps()


class Ticks(Awaitable):
    def steps(self):
        yield from [None] * self.n
        return self.n
