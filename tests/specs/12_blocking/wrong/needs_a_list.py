"""Slices and `len` work for lists only.

Fails: task 3
Says: Raised TypeError: object of type 'list_iterator' has no len() at ...
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
    for begin in range(0, len(numbers), step):
        total += sum(numbers[begin : begin + step])
        await asyncio.sleep(0)
    return total
