"""run_in_turn makes tasks and awaits none of them.

Fails: task 2
Says: It did not wait at all.
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
        asyncio.create_task(asyncio.sleep(delay))
    return time.monotonic() - start


async def run_together(delays):
    start = time.monotonic()
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
