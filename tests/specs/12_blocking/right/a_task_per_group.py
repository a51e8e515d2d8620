"""Each group of numbers is added in a task of its own; the heartbeat is a chain of callbacks and ends quietly."""

import asyncio
import concurrent.futures
import contextvars


async def heartbeat(log, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    timer = None

    def beat(number):
        nonlocal timer
        log.append(loop.time())
        timer = loop.call_at(start + (number + 1) * interval, beat, number + 1)

    beat(0)
    try:
        await loop.create_future()
    except asyncio.CancelledError:
        pass
    finally:
        timer.cancel()


POOL = concurrent.futures.ThreadPoolExecutor(max_workers=2)


async def call_blocking(function, *args):
    context = contextvars.copy_context()

    def run():
        return context.run(function, *args)

    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(POOL, run)


async def add(group):
    return sum(group)


async def crunch(numbers, step):
    total, group = 0, []
    for number in numbers:
        group.append(number)
        if len(group) == step:
            total += await asyncio.create_task(add(group))
            group = []
    return total + sum(group)
