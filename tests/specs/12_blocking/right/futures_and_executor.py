"""Timers set with call_at; run_in_executor with a copied context; groups taken with islice."""

import asyncio
import contextvars
from itertools import islice


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    number = 0
    while True:
        number += 1
        due = loop.create_future()
        timer = loop.call_at(start + number * interval, due.set_result, None)
        try:
            await due
        finally:
            timer.cancel()
        log.append(loop.time())


async def call_blocking(function, *args):
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(None, context.run, function, *args)


async def crunch(numbers, step):
    numbers = iter(numbers)
    total = 0
    while group := list(islice(numbers, step)):
        total += sum(group)
        await asyncio.sleep(0)
    return total
