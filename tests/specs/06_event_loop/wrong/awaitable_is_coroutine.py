"""Takes whatever can be awaited for a coroutine.

Fails: task 1
Says: Not everything that can be awaited is a coroutine, a task or a future of asyncio.
"""

import asyncio
import inspect


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    if isinstance(thing, asyncio.Task):
        return "task"
    if isinstance(thing, asyncio.Future):
        return "future"
    return "coroutine" if inspect.isawaitable(thing) else "other"


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
