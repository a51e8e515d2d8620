"""in_order sleeps from one item to the next and records them all by itself.

Fails: task 3
Says: The loop was not given a function to call for each item of the plan.
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
    for delay, name in sorted(plan):
        await asyncio.sleep(start + delay - loop.time())
        calls.append((loop.time() - start, name))
    return calls
