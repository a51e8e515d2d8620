"""Structured concurrency: no task outlives the function that started it, whatever happens."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def all_or_nothing(coroutines: list[Coroutine[Any, Any, Any]]) -> list[Any]:
    # The end of the `async with` waits for every task. A failure, or a cancellation of the caller, cancels the rest
    # first; and whatever happens, nobody gets past this block while a task is left.
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def settle(coroutines: list[Coroutine[Any, Any, Any]]) -> list[tuple[str, Any]]:
    async def outcome(coroutine: Coroutine[Any, Any, Any]) -> tuple[str, Any]:
        # Only here is it known whether an exception was raised or returned. A CancelledError is no Exception: it
        # passes through.
        try:
            return "ok", await coroutine
        except Exception as error:
            return "error", error

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(outcome(coroutine)) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def race(coroutines: list[Coroutine[Any, Any, Any]]) -> Any:
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    pending = set(tasks)
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if not task.cancelled() and task.exception() is None:
                    return task.result()
        # From the list and not from the sets: it has the order.
        raise ExceptionGroup("every coroutine failed", [task.exception() for task in tasks])
    finally:
        for task in tasks:
            task.cancel()
        # gather, not wait: cancelled here, it still ends only when all the tasks have ended.
        await asyncio.gather(*tasks, return_exceptions=True)
