"""run_together lets only two delays pass at the same time.

Fails: task 3
Says: Not all the delays passed at the same time.
"""

import asyncio
import time


def run_sync(delays):
    start = time.monotonic()
    for delay in delays:
        time.sleep(delay)
    return time.monotonic() - start


async def run_in_turn(delays):
    start = time.monotonic()
    for delay in delays:
        await asyncio.sleep(delay)
    return time.monotonic() - start


async def run_together(delays):
    start = time.monotonic()
    slots = asyncio.Semaphore(2)

    async def foo(delay):
        async with slots:
            await asyncio.sleep(delay)

    await asyncio.gather(*(foo(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
