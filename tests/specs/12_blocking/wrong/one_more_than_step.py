"""The loop runs after step + 1 numbers.

Fails: task 3
Says: The loop did not run after every `step` numbers, counted from the first one.
"""

import asyncio
import itertools


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in itertools.count(1):
        log.append(loop.time())
        await asyncio.sleep(start + number * interval - loop.time())


async def call_blocking(function, *args):
    return await asyncio.to_thread(function, *args)


async def crunch(numbers, step):
    total = count = 0
    for number in numbers:
        total += number
        if count == step:
            await asyncio.sleep(0)
            count = 0
        else:
            count += 1
    return total
