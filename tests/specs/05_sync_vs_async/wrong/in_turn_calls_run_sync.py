"""run_in_turn hands everything over to run_sync.

Fails: task 2
Says: Other tasks stood still while it waited: `await` something in place of blocking the loop.
"""

import asyncio
import time


def run_sync(delays):
    start = time.monotonic()
    for delay in delays:
        time.sleep(delay)
    return time.monotonic() - start


async def run_in_turn(delays):
    return run_sync(delays)


async def run_together(delays):
    start = time.monotonic()
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
