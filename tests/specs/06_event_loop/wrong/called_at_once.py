"""Calls the function while it plans it, and hands the loop what it gave.

Fails: task 3
Says: Every call happened at the very start, not at its delay.
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

    def record(name):
        calls.append((loop.time() - start, name))
        return list

    for delay, name in plan:
        loop.call_later(delay, record(name))
    await asyncio.sleep(max((delay for delay, _ in plan), default=0))
    return calls
