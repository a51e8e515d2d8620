"""elapsed reads the clock once, when the module is imported.

Fails: task 4
Says: The seconds do not count from the call: read the clock when the call begins.
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


async def elapsed(awaitable, start=time.monotonic()):
    result = await awaitable
    return result, time.monotonic() - start
