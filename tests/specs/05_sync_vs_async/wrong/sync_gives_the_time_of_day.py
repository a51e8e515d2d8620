"""run_sync gives the time at which it ended.

Fails: task 1
Says: It gave a moment, not a duration: take the start from the end.
"""

import asyncio
import time


def run_sync(delays):
    for delay in delays:
        time.sleep(delay)
    return time.time()


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
    result = await awaitable
    return result, time.monotonic() - start
