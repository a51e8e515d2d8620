"""elapsed raises an exception of its own in place of the one that came.

Fails: task 4
Says: Another exception came out than the awaitable raised.
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
    try:
        result = await awaitable
    except Exception as error:
        raise RuntimeError(f"failed: {error}") from error
    return result, time.monotonic() - start
