"""A coroutine for each item sleeps and records.

Fails: task 3
Says: There was a task for each item of the plan; plain functions called by the loop will do.
"""

import asyncio
import inspect


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    if inspect.iscoroutine(thing):
        return "coroutine"
    if isinstance(thing, asyncio.Task):
        return "task"
    return "future" if isinstance(thing, asyncio.Future) else "other"


def run(coroutine):
    with asyncio.Runner() as runner:
        return runner.run(coroutine)


async def in_order(plan):
    loop = asyncio.get_running_loop()
    start = loop.time()
    calls = []

    async def record(delay, name):
        await asyncio.sleep(delay)
        calls.append((loop.time() - start, name))

    await asyncio.gather(*(record(delay, name) for delay, name in plan))
    return calls
