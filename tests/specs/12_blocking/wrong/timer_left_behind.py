"""The heartbeat ends when cancelled, but its timer goes on beating.

Fails: task 1
Says: Beats were still appended to the log after the heartbeat had been cancelled.
"""

import asyncio


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()

    def beat(number):
        log.append(loop.time())
        loop.call_at(start + (number + 1) * interval, beat, number + 1)

    beat(0)
    await asyncio.Event().wait()


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
