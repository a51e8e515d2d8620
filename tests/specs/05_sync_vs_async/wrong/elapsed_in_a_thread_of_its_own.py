"""elapsed runs the coroutine in the loop of another thread, and blocks until it is over.

Fails: task 4
Says: Other tasks stood still while it waited: `await` something in place of blocking the loop.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


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
    if isinstance(awaitable, asyncio.Task):
        result = await awaitable
    else:
        with ThreadPoolExecutor() as pool:
            result = pool.submit(asyncio.run, awaitable).result()
    return result, time.monotonic() - start
