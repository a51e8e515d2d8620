"""run_together hands coroutines to asyncio.wait, which takes tasks only.

Fails: task 3
Says: Raised TypeError: Passing coroutines is forbidden, use tasks explicitly. at sync_vs_async.py:28: `await asyncio.wait([asyncio.sleep(delay) for delay in delays])`
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
    if delays:
        await asyncio.wait([asyncio.sleep(delay) for delay in delays])
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
