"""elapsed keeps its start in a global, which another call sets anew.

Fails: task 4
Says: Two calls at the same time mixed up their seconds: each needs a start of its own.
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


start = None


async def elapsed(awaitable):
    global start
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
