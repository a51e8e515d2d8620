"""The heartbeat ends by itself after ten beats.

Fails: task 1
Says: The heartbeat ended by itself; it should beat until it is cancelled.
"""

import asyncio


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(1, 11):
        log.append(loop.time())
        await asyncio.sleep(start + number * interval - loop.time())


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
