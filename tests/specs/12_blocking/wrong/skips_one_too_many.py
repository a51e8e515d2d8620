"""After a late beat, the next one is skipped although it could be on time.

Fails: task 1
Says: After the loop had been blocked, beats that were not due while it was are missing.
"""

import asyncio
import math


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    number = 1
    while True:
        await asyncio.sleep(start + number * interval - loop.time())
        log.append(loop.time())
        number = math.ceil((loop.time() - start) / interval) + 1


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
