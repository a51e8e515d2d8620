"""run_together gathers coroutines that forget the await before asyncio.sleep.

Fails: task 3
Says: A coroutine was made and never awaited, so that nothing waited for its delay.
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
    asyncio.sleep(delay)


async def run_together(delays):
    start = time.monotonic()
    await asyncio.gather(*(foo(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
