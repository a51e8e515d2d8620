"""The heartbeat waits with time.sleep, so that the loop never runs again.

Fails: task 1
Says: Took 199 s, expected 4.5 s: blocking.py:... blocked the event loop for 1 s with `time.sleep`.
"""

import asyncio
import time


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    while True:
        log.append(loop.time())
        time.sleep(interval)


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
