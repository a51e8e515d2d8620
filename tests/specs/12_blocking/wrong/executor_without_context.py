"""run_in_executor does not hand the context variables on.

Fails: task 2
Says: The function did not see the context variables of its caller.
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
    return await asyncio.get_running_loop().run_in_executor(None, function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
