"""run_in_turn forgets the await before asyncio.sleep, as the notes' foo() does.

Fails: task 2
Says: A coroutine was made and never awaited, so that nothing waited for its delay.
"""

import asyncio
import time


def run_sync(delays):
    start = time.monotonic()
    for delay in delays:
        time.sleep(delay)
    return time.monotonic() - start


async def foo(delay):
    asyncio.sleep(delay)


async def run_in_turn(delays):
    start = time.monotonic()
    for delay in delays:
        await foo(delay)
    return time.monotonic() - start


async def run_together(delays):
    start = time.monotonic()
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
