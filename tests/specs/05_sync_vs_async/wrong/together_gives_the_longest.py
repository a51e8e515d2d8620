"""run_together waits, but gives the longest delay without looking at a clock.

Fails: task 3
Says: It took longer than the delays say, and that did not show: read a clock before and after.
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
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return max(delays, default=0)


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
