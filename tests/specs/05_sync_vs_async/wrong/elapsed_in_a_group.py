"""elapsed runs it in a TaskGroup, which wraps the exception up in a group.

Fails: task 4
Says: The exception came out inside a group: it should come as it was.
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
    async def work():
        return await awaitable

    start = time.monotonic()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work())
    return task.result(), time.monotonic() - start
