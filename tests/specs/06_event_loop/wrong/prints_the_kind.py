"""Prints the word and gives None.

Fails: task 1
Says: kind_of gave None: hand the answer back with `return`.
"""

import asyncio
import inspect


def kind_of(thing):
    if inspect.iscoroutinefunction(thing):
        print("coroutine function")
    elif inspect.iscoroutine(thing):
        print("coroutine")
    elif isinstance(thing, asyncio.Task):
        print("task")
    elif isinstance(thing, asyncio.Future):
        print("future")
    else:
        print("other")


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
