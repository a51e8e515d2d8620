"""A TaskGroup runs the waits, the loop's own clock measures, and elapsed gives a named tuple."""

import asyncio
import time
from timeit import default_timer
from typing import Any, NamedTuple


class Timed(NamedTuple):
    result: Any
    seconds: float


def run_sync(delays, start=None):
    start = default_timer() if start is None else start
    if delays:
        time.sleep(delays[0])
        return run_sync(delays[1:], start)
    return default_timer() - start


async def run_in_turn(delays):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for delay in delays:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(delay))
    return loop.time() - start


async def run_together(delays):
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with asyncio.TaskGroup() as group:
        for delay in delays:
            group.create_task(asyncio.sleep(delay))
    return loop.time() - start


async def elapsed(awaitable):
    loop = asyncio.get_running_loop()
    start = loop.time()
    return Timed(result=await awaitable, seconds=loop.time() - start)
