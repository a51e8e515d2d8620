"""A list as a default value is made once: a second run finds what the first one recorded.

Fails: task 3
Says: The calls of one in_order are found in the list of another one: each needs a list of its own.
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


async def in_order(plan, calls=[]):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for delay, name in plan:
        loop.call_later(delay, lambda name=name: calls.append((loop.time() - start, name)))
    await asyncio.sleep(max((delay for delay, _ in plan), default=0))
    return calls
