"""Sleeps for all the delays together before it looks at the list.

Fails: task 3
Says: in_order returned long after the last call: it should return as soon as all have happened.
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
    for delay, name in plan:
        loop.call_later(delay, lambda name=name: calls.append((loop.time() - start, name)))
    await asyncio.sleep(sum(delay for delay, _ in plan))
    return calls
