"""All four read the calendar, datetime.now().

Fails: task 1, task 2, task 3, task 4
Says: It measured nothing: read a clock before and after, one that does not stand still meanwhile.
"""

import asyncio
import time
from datetime import datetime


def run_sync(delays):
    start = datetime.now()
    for delay in delays:
        time.sleep(delay)
    return (datetime.now() - start).total_seconds()


async def run_in_turn(delays):
    start = datetime.now()
    for delay in delays:
        await asyncio.sleep(delay)
    return (datetime.now() - start).total_seconds()


async def run_together(delays):
    start = datetime.now()
    await asyncio.gather(*(asyncio.sleep(delay) for delay in delays))
    return (datetime.now() - start).total_seconds()


async def elapsed(awaitable):
    start = datetime.now()
    result = await awaitable
    return result, (datetime.now() - start).total_seconds()
