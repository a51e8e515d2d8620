"""time.time() through a lambda, a coroutine foo for each delay, and tasks that are awaited in turn."""

import asyncio
import time

now = lambda: time.time()


async def foo(delay):
    await asyncio.sleep(delay)


def run_sync(delays):
    begun = now()
    for i in range(len(delays)):
        time.sleep(delays[i])
    return now() - begun


async def run_in_turn(delays):
    begun = now()
    for delay in delays:
        task = asyncio.ensure_future(foo(delay))
        await task
    return now() - begun


async def run_together(delays):
    begun = now()
    tasks = [asyncio.ensure_future(foo(delay)) for delay in delays]
    if tasks:
        await asyncio.wait(tasks)
    return now() - begun


async def elapsed(awaitable):
    begun = now()
    task = asyncio.ensure_future(awaitable)
    await asyncio.wait([task])
    return task.result(), now() - begun
