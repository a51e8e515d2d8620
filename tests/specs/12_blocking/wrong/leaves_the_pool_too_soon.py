"""The future is awaited after the `with` of the pool, whose end waits for the thread.

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
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor() as pool:
        future = loop.run_in_executor(pool, context.run, function, *args)
    return await future


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
