"""run_sync starts an event loop for each delay, which fails inside another loop.

Fails: task 1
Says: Raised RuntimeError: asyncio.run() cannot be called from a running event loop at sync_vs_async.py:14: `asyncio.run(asyncio.sleep(delay))`
"""

import asyncio
import time


def run_sync(delays):
    start = time.monotonic()
    for delay in delays:
        asyncio.run(asyncio.sleep(delay))
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
    result = await awaitable
    return result, time.monotonic() - start
