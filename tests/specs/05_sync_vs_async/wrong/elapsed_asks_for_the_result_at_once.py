"""elapsed makes a task and asks for its result without waiting.

Fails: task 4
Says: Raised InvalidStateError: Result is not set. at sync_vs_async.py:34: `return task.result(), time.monotonic() - start`
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
    return task.result(), time.monotonic() - start
