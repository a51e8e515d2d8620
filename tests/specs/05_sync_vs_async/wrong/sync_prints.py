"""run_sync prints the seconds, as the notes do, and returns nothing.

Fails: task 1
Says: Gave None: hand the measured seconds back with `return`.
"""

import asyncio
import time


def run_sync(delays):
    start = time.time()
    for delay in delays:
        time.sleep(delay)
    print("同步所花费的时间:", time.time() - start)


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
