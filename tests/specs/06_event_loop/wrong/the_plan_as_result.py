"""Gives the delays of the plan; nothing is measured.

Fails: task 3
Says: The loop was held up, so the call happened later; the recorded time does not show it.
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
    calls = []
    for delay, name in plan:
        loop.call_later(delay, calls.append, (delay, name))
    while len(calls) < len(plan):
        await asyncio.sleep(0.1)
    return calls
