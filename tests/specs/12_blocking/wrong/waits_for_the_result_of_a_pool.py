"""`.result()` of a pool's future waits without letting the loop run.

Fails: task 2
Says: The function ran in a thread, but call_blocking waited for it in a way that stopped the loop.
"""

import asyncio
import concurrent.futures
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
    pool = concurrent.futures.ThreadPoolExecutor()
    return pool.submit(context.run, function, *args).result()


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
