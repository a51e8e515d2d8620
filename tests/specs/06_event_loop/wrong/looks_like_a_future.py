"""Takes for a future what has the methods of one.

Fails: task 1
Says: A concurrent.futures.Future belongs to threads; it is no future of asyncio.
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
    if not isinstance(thing, type) and hasattr(thing, "add_done_callback"):
        return "future"
    return "other"


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
