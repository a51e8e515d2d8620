"""The loop is started, and nobody ever stops it.

Fails: task 2
Says: Everything waits and nothing can go on: event_loop.py:25: `loop.run_forever()`
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
        task = loop.create_task(coroutine)
        loop.run_forever()
        return task.result()
    finally:
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
