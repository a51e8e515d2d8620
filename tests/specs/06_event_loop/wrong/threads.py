"""A timer of the threading module for each item; the loop has no part in it.

Fails: task 3
Says: The loop was held up, so the call happened later; the recorded time does not show it.
"""

import asyncio
import inspect
import threading
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
    start = time.monotonic()
    calls = []
    for delay, name in plan:
        threading.Timer(delay, lambda name=name: calls.append((time.monotonic() - start, name))).start()
    while len(calls) < len(plan):
        await asyncio.sleep(0.1)
    return calls
