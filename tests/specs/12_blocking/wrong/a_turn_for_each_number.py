"""The loop runs after every number, whatever the step.

Fails: task 3
Says: The loop ran after every single number, whatever the step.
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
    for number in numbers:
        total += number
        await asyncio.sleep(0)
    return total
