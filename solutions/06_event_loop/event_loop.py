"""Reference answer: the loop runs tasks, which drive coroutines, and calls plain functions at their time."""

import asyncio
import inspect
from collections.abc import Coroutine
from typing import Any


def kind_of(thing: object) -> str:
    if inspect.iscoroutinefunction(thing):
        return "coroutine function"
    if inspect.iscoroutine(thing):
        return "coroutine"
    # Task is a subclass of Future: the narrower question comes first.
    if isinstance(thing, asyncio.Task):
        return "task"
    return "future" if isinstance(thing, asyncio.Future) else "other"


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    # On leaving the block, also through an exception, the Runner cancels what is left, waits for it, shuts down
    # the async generators and closes the loop. asyncio.run does the same.
    with asyncio.Runner() as runner:
        return runner.run(coroutine)


async def in_order(plan: list[tuple[float, str]]) -> list[tuple[float, str]]:
    loop = asyncio.get_running_loop()
    all_called = loop.create_future()
    start = loop.time()
    calls: list[tuple[float, str]] = []

    def record(name: str) -> None:
        calls.append((loop.time() - start, name))
        if len(calls) == len(plan):
            all_called.set_result(None)

    for delay, name in plan:
        # The name travels as an argument: a lambda would look it up when it is called, and find the last one.
        loop.call_later(delay, record, name)
    if plan:  # without a callback nobody would ever set the result
        await all_called
    return calls
