"""Gives the task in place of its result.

Fails: task 2
Says: run gave a task or a coroutine: give the result that comes out of it.
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
        task = runner.get_loop().create_task(coroutine)
        runner.get_loop().run_until_complete(asyncio.wait_for(task, None))
        return task


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
