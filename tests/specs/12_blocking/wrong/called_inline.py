"""The function is called on the spot.

Fails: task 2
Says: The function ran in the thread of the event loop: everybody else stood still until it was over.
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
    return function(*args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
