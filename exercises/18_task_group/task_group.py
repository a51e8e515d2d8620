"""Structured concurrency: no task outlives the function that started it, whatever happens.

Each function gets a list of coroutines, which have not begun, and runs them all at the same time.
The three functions are yours. Any of them can be written without the others.
"""

from collections.abc import Coroutine
from typing import Any


async def all_or_nothing(coroutines: list[Coroutine[Any, Any, Any]]) -> list[Any]:
    """Run all the coroutines together; give the list of their results, in the order of `coroutines`.

    The first failure cancels the rest. When all have ended, raises an ExceptionGroup of the failures.
    """
    # TODO task 1
    raise NotImplementedError


async def settle(coroutines: list[Coroutine[Any, Any, Any]]) -> list[tuple[str, Any]]:
    """Run all the coroutines together, each to its own end.

    Gives ("ok", result) or ("error", exception) for each of them, in the order of `coroutines`.
    """
    # TODO task 2
    raise NotImplementedError


async def race(coroutines: list[Coroutine[Any, Any, Any]]) -> Any:
    """Run all the coroutines together; give the result of the first one that succeeds.

    When it returns, the others have been cancelled and have ended. If all fail, raises an ExceptionGroup of all
    the failures, in the order of `coroutines`, of which there is at least one.
    """
    # TODO task 3
    raise NotImplementedError
