"""Waits for the last item of the plan, which need not be the last in time.

Fails: task 3
Says: in_order gave the list before all the calls had happened: wait for the last one.
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
    for delay, name in plan:
        loop.call_later(delay, lambda name=name: calls.append((loop.time() - start, name)))
    if plan:
        await asyncio.sleep(plan[-1][0])
    return calls
