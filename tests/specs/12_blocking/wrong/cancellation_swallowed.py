"""The heartbeat catches its cancellation and beats on.

Fails: task 1
Says: The heartbeat was cancelled, and went on.
"""

import asyncio
import itertools


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in itertools.count(1):
        try:
            log.append(loop.time())
            await asyncio.sleep(start + number * interval - loop.time())
        except asyncio.CancelledError:
            print("cancelled")


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
