"""Whether the loop runs depends on the number, not on how many there were.

Fails: task 3
Says: The loop ... `step` numbers...
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
        if number % step == 0:
            await asyncio.sleep(0)
    return total
