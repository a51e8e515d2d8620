"""Sorts the plan, sleeps for the longest delay, and calls nothing at all.

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
    await asyncio.sleep(max((delay for delay, _ in plan), default=0))
    return sorted(plan)
