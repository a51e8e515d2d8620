"""The notes' now, which sleeps where it should read the clock.

Fails: task 1
Says: Raised TypeError: time.sleep() takes exactly one argument (0 given) at sync_vs_async.py:11: `now = lambda: time.sleep()`
"""

import asyncio
import time


now = lambda: time.sleep()


def run_sync(delays):
    start = now()
    for delay in delays:
        time.sleep(delay)
    return now() - start


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
