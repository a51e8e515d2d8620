"""run_together gathers coroutines that wait with time.sleep.

Fails: task 3
Says: Took 7 s, expected 4 s: sync_vs_async.py:26 blocked the event loop for 1 s with `time.sleep`.
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


async def foo(delay):
    time.sleep(delay)


async def run_together(delays):
    start = time.monotonic()
    await asyncio.gather(*(foo(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
