"""The numbers are added up in a thread.

Fails: task 3
Says: A thread was used; here the numbers are to be added up in the thread of the loop.
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
    return await asyncio.to_thread(sum, numbers)
