"""Rounds the time to whole seconds.

Fails: task 3
Says: The recorded seconds are not the delays of the plan.
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
        loop.call_later(delay, lambda name=name: calls.append((round(loop.time() - start), name)))
    while len(calls) < len(plan):
        await asyncio.sleep(0.1)
    return calls
