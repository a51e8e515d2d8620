"""What is left after the last full group is forgotten.

Fails: task 3
Says: Gave ..., expected ...
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
    total, group = 0, []
    for number in numbers:
        group.append(number)
        if len(group) == step:
            total += sum(group)
            group.clear()
            await asyncio.sleep(0)
    return total
