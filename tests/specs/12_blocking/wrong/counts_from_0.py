"""The first number is number 0, and 0 is divisible by any step.

Fails: task 3
Says: The loop ran although fewer than `step` numbers had been added.
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
    total = 0
    for index, number in enumerate(numbers):
        total += number
        if index % step == 0:
            await asyncio.sleep(0)
    return total
