"""Waits with time.sleep, and so stops the loop that should make the calls.

Fails: task 3
Says: Something blocked the event loop, so that it could not make the calls in time.
"""

import asyncio
import inspect
import time


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
    time.sleep(max((delay for delay, _ in plan), default=0))
    await asyncio.sleep(0)
    return calls
