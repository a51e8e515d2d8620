"""run_together adds up the seconds of the parts, which overlap.

Fails: task 3
Says: It added up waits that overlap: read the clock once before all of them, and once after.
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
    pairs = await asyncio.gather(*(elapsed(asyncio.sleep(delay)) for delay in delays))
    return sum(seconds for _, seconds in pairs)


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
