"""Each beat is an interval after the one before, so that a late one makes all others late.

Fails: task 1
Says: One beat came late, and the ones after it were late as well: each is due counted from the start.
"""

import asyncio


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    while True:
        log.append(loop.time())
        await asyncio.sleep(interval)


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
