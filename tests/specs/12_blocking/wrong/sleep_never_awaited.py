"""The heartbeat forgets to await asyncio.sleep, and so never waits.

Fails: task 1
Says: A coroutine was made and never awaited, so that nothing waited for it.
"""

import asyncio


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    while True:
        log.append(loop.time())
        asyncio.sleep(interval)


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
