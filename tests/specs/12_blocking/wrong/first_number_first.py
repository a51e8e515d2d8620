"""The sum begins with the first number, and there may be none.

Fails: task 3
Says: The sum of no numbers is 0.
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
    numbers = iter(numbers)
    total = next(numbers)
    for taken, number in enumerate(numbers, start=2):
        if (taken - 1) % step == 0:
            await asyncio.sleep(0)
        total += number
    return total
