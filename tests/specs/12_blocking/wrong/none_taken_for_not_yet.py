"""Waits until the result is something other than None.

Fails: task 2
Says: call_blocking had not returned long after the function was over.
"""

import asyncio
import contextvars
import itertools
import threading


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in itertools.count(1):
        log.append(loop.time())
        await asyncio.sleep(start + number * interval - loop.time())


async def call_blocking(function, *args):
    result = error = None
    context = contextvars.copy_context()

    def run():
        nonlocal result, error
        try:
            result = context.run(function, *args)
        except Exception as caught:
            error = caught

    threading.Thread(target=run).start()
    while result is None and error is None:
        await asyncio.sleep(0.1)
    if error is not None:
        raise error
    return result


async def crunch(numbers, step):
    total = 0
    for taken, number in enumerate(numbers, start=1):
        total += number
        if taken % step == 0:
            await asyncio.sleep(0)
    return total
