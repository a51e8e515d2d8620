"""The beats are at multiples of the interval on the loop's clock, whenever the heartbeat began.

Fails: task 1
Says: The beats are not due at start + interval, start + 2 * interval, and so on.
"""

import asyncio


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(interval - loop.time() % interval)
        log.append(loop.time())


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
