"""All the numbers are put into a list before the first turn of the loop.

Fails: task 3
Says: All the numbers were taken from the iterable before the loop ran for the first time.
"""

import asyncio
import itertools


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in itertools.count(1):
        log.append(loop.time())
        await asyncio.sleep(start + number * interval - loop.time())


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    numbers = list(numbers)
    total = 0
    for begin in range(0, len(numbers), step):
        total += sum(numbers[begin : begin + step])
        await asyncio.sleep(0)
    return total
