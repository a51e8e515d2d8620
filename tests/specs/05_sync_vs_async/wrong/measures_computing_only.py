"""All four read process_time, which stands still while the program waits.

Fails: task 1, task 2, task 3, task 4
Says: It measured nothing: read a clock before and after, one that does not stand still meanwhile.
"""

import asyncio
import time


def run_sync(delays):
    start = time.process_time()
    for delay in delays:
        time.sleep(delay)
    return time.process_time() - start


async def run_in_turn(delays):
    start = time.process_time()
    for delay in delays:
        await asyncio.sleep(delay)
    return time.process_time() - start


async def run_together(delays):
    start = time.process_time()
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return time.process_time() - start


async def elapsed(awaitable):
    start = time.process_time()
    result = await awaitable
    return result, time.process_time() - start
