"""Callbacks: functions that the event loop calls when a task is done.

The four tasks below do not build on each other.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


async def with_callback(
    coroutine: Coroutine[Any, Any, Any], callback: Callable[[asyncio.Future[Any]], object]
) -> Any:
    """Run `coroutine` as a task and have the event loop call `callback` with it, as a future, when it is done.

    Returns the result of the coroutine, or raises its exception, after the callback has run. Cancelled, it
    cancels the task. What the callback raises goes to the loop's exception handler.
    """
    # TODO task 1
    raise NotImplementedError


def describe(future: asyncio.Future[Any]) -> str:
    """Tell the state of `future`: "result: R", "error: ValueError: text", "cancelled" or "pending".

    R and text are the `str()` of the result and of the exception. Never raises.
    """
    # TODO task 2
    raise NotImplementedError


async def completion_order(coroutines: list[Coroutine[Any, Any, Any]]) -> list[Any]:
    """Start all the coroutines at once and give their results in the order in which they finished.

    An empty list gives []. If a coroutine fails, its exception is raised, as it is.
    """
    # TODO task 3
    raise NotImplementedError


async def label_all(
    named: dict[str, Coroutine[Any, Any, Any]], callback: Callable[[str, Any], object]
) -> None:
    """Start all the coroutines at once and call `callback(name, result)` for each that gives a result.

    Returns when all have ended and every callback has run. A coroutine that fails gets no call; when all the
    others have had theirs, its exception is raised.
    """
    # TODO task 4
    raise NotImplementedError
