"""run_sync sleeps in threads, all at the same time.

Fails: task 1
Says: The delays passed at the same time; they should pass one after the other.
"""

import asyncio
import time
import threading


def run_sync(delays):
    start = time.monotonic()
    threads = [threading.Thread(target=time.sleep, args=(delay,)) for delay in delays]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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
    result = await awaitable
    return result, time.monotonic() - start
