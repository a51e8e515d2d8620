"""The future of the executor is returned instead of its result.

Fails: task 2
Says: Gave something that is still to be awaited, in place of what the function returns.
"""

import asyncio
import contextvars
import itertools


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in itertools.count(1):
        log.append(loop.time())
        await asyncio.sleep(start + number * interval - loop.time())


async def call_blocking(function, *args):
    context = contextvars.copy_context()
    return asyncio.get_running_loop().run_in_executor(None, context.run, function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
