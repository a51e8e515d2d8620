"""Looks again and again whether the thread has left a result; an Event that is never set waits for beats; a turn at the start, too."""

import asyncio
import contextvars
import itertools
import threading


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    never = asyncio.Event()
    start = loop.time()
    log += [start]
    for number in itertools.count(1):
        while loop.time() < start + number * interval:
            try:
                await asyncio.wait_for(never.wait(), start + number * interval - loop.time())
            except TimeoutError:
                pass
        log += [loop.time()]


async def call_blocking(function, *args):
    outcome = {}
    context = contextvars.copy_context()

    def run():
        try:
            outcome["result"] = context.run(function, *args)
        except Exception as error:
            outcome["error"] = error

    threading.Thread(target=run).start()
    while not outcome:
        await asyncio.sleep(0.05)
    if "error" in outcome:
        raise outcome["error"]
    return outcome["result"]


async def crunch(numbers, step):
    total = 0
    for index, number in enumerate(numbers):
        if index % step == 0:
            await asyncio.sleep(0)
        total += number
    return total
