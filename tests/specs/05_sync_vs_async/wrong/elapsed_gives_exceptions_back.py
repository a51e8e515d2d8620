"""elapsed gives an exception back as a result.

Fails: task 4
Says: The awaitable raised an exception, and elapsed swallowed it.
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
    start = time.monotonic()
    [result] = await asyncio.gather(awaitable, return_exceptions=True)
    return result, time.monotonic() - start
