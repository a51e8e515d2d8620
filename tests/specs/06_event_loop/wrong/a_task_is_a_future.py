"""Asks for futures first, and every task is one.

Fails: task 1
Says: A task was called a future: it is one, but the narrower word is asked for.
"""

import asyncio
import inspect


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    if inspect.iscoroutine(thing):
        return "coroutine"
    if asyncio.isfuture(thing):
        return "future"
    return "task" if isinstance(thing, asyncio.Task) else "other"


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
