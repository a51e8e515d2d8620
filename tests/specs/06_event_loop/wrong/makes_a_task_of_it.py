"""Gives the thing to ensure_future and looks at what comes back.

Fails: task 1
Says: kind_of made a task of what it was asked about: only look at it.
"""

import asyncio
import inspect


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    if not asyncio.iscoroutine(thing) and not asyncio.isfuture(thing):
        return "other"
    if asyncio.ensure_future(thing) is not thing:
        return "coroutine"
    return "task" if isinstance(thing, asyncio.Task) else "future"


def run(coroutine):
    with asyncio.Runner() as runner:
        return runner.run(coroutine)


async def in_order(plan):
    loop = asyncio.get_running_loop()
    all_called = loop.create_future()
    start = loop.time()
    calls = []

    def record(name):
        calls.append((loop.time() - start, name))
        if len(calls) == len(plan):
            all_called.set_result(None)

    for delay, name in plan:
        loop.call_later(delay, record, name)
    if plan:
        await all_called
    return calls
