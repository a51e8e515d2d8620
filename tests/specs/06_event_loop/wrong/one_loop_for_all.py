"""One loop is made at the start of the program, for all calls.

Fails: task 2
Says: A second call of run met the loop that the first one had closed: make a new one each time.
"""

import asyncio
import inspect


shared = asyncio.new_event_loop()


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    if inspect.iscoroutine(thing):
        return "coroutine"
    if isinstance(thing, asyncio.Task):
        return "task"
    return "future" if isinstance(thing, asyncio.Future) else "other"


def run(coroutine):
    try:
        return shared.run_until_complete(coroutine)
    finally:
        left = asyncio.all_tasks(shared)
        for task in left:
            task.cancel()
        if left:
            shared.run_until_complete(asyncio.wait(left))
        shared.run_until_complete(shared.shutdown_asyncgens())
        shared.close()


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
