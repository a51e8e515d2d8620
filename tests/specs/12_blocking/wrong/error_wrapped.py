"""Any exception becomes a RuntimeError.

Fails: task 2
Says: Not the error that the function raised came out of call_blocking.
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
    try:
        return await asyncio.to_thread(function, *args)
    except Exception as error:
        raise RuntimeError(f"the call failed: {error}") from error


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
