"""Where more than one beat was missed, the grid begins anew.

Fails: task 1
Says: One beat came late, and the ones after it were late as well: each is due counted from the start.
"""

import asyncio


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    due = loop.time()
    while True:
        log.append(loop.time())
        due += interval
        if due < loop.time():
            due = loop.time() + interval
        await asyncio.sleep(due - loop.time())


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
