"""run_in_turn makes all tasks before it awaits the first.

Fails: task 2
Says: The delays passed at the same time; they should pass one after the other.
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
    tasks = [asyncio.create_task(asyncio.sleep(delay)) for delay in delays]
    for task in tasks:
        await task
    return time.monotonic() - start


async def run_together(delays):
    start = time.monotonic()
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return time.monotonic() - start


async def elapsed(awaitable):
    start = time.monotonic()
    result = await awaitable
    return result, time.monotonic() - start
