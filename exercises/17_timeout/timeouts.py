"""Time limits: give up and stop the work, try again, or stop waiting and let the work go on.

An awaitable is whatever `await` takes: a coroutine, a task, a future, an object with `__await__`.
The three functions are yours. Any of them can be written without the others.
"""

from collections.abc import Awaitable, Callable
from typing import Any


async def with_deadline(awaitable: Awaitable[Any], seconds: float, default: Any = None) -> Any:
    """Give the result of the awaitable, or `default` once `seconds` have passed.

    In the latter case the awaitable has been cancelled, and has ended. What it raises in time comes out, a
    TimeoutError of its own too, and so does a cancellation from outside.
    """
    # TODO task 1
    raise NotImplementedError


async def retry(function: Callable[[], Awaitable[Any]], attempts: int, delay: float) -> Any:
    """Await `function()` until it succeeds, `attempts` times at most; give its result.

    After the first failure waits `delay` seconds, after each further one twice as long as before. When the last
    attempt fails too, its exception comes out at once. `attempts` is at least 1.
    """
    # TODO task 2
    raise NotImplementedError


async def finish_anyway(awaitable: Awaitable[Any], seconds: float) -> tuple[bool, Any]:
    """Wait `seconds` for the awaitable, which runs on to its end in any case.

    Gives (True, result) in time, and otherwise (False, task): the task is still running, and will have the result.
    """
    # TODO task 3
    raise NotImplementedError
