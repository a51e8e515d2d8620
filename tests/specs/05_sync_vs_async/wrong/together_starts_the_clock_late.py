"""run_together reads the clock when everything is over.

Fails: task 3
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
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    start = time.monotonic()
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
