"""run_in_turn waits, but gives the sum of the delays without looking at a clock.

Fails: task 2
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
    for delay in delays:
        await asyncio.sleep(delay)
    return sum(delays)


async def run_together(delays):
    start = time.monotonic()
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
