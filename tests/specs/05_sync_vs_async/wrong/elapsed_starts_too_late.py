"""elapsed reads the clock after the await.

Fails: task 4
Says: It measured nothing: read a clock before and after, one that does not stand still meanwhile.
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
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    result = await awaitable
    start = time.monotonic()
    return result, time.monotonic() - start
