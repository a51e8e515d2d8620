"""elapsed looks every 0.3 seconds whether it is over.

Fails: task 4
Says: It came back later than the awaitable was over: `await` comes back at once.
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
    task = asyncio.ensure_future(awaitable)
    while not task.done():
        await asyncio.sleep(0.3)
    return task.result(), time.monotonic() - start
