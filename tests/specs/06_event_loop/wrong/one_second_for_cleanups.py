"""Gives the cleanups a second, whether they need more or not.

Fails: task 2
Says: The cleanup of a task that was left over was cut off: run the loop until it is over.
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
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(coroutine)
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=1))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


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
