"""elapsed calls run_until_complete on the loop that runs it.

Fails: task 4
Says: Raised RuntimeError: This event loop is already running at sync_vs_async.py:33: `result = asyncio.get_event_loop().run_until_complete(awaitable)`
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
    result = asyncio.get_event_loop().run_until_complete(awaitable)
    return result, time.monotonic() - start
