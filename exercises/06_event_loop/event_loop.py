"""The event loop: what it works with, how one is set up and put away, and how it calls plain functions.

The three functions below are yours. Any of them can be written without the others.
"""

from collections.abc import Coroutine
from typing import Any


def kind_of(thing: object) -> str:
    """Tell which of the notions of asyncio a thing is.

    "coroutine function": what `async def` defines, a method as well as a function.
    "coroutine": what calling such a function gives.
    "task": an asyncio.Task.
    "future": an asyncio.Future that is no task.
    "other": anything else.

    Classes derived from these count as well. `thing` is only looked at: it is not called, run or closed, and no
    event loop needs to be running. Nobody asks about generators, generator functions and functools.partial.
    """
    # TODO task 1
    raise NotImplementedError


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run `coroutine` to its end in a new event loop; give its result, or raise the exception that it raised.

    Called where no event loop is running. In either case, before it returns or raises: tasks that are left over
    have been cancelled and have ended, async generators that are still open have been shut down, and then the
    loop has been closed. No loop is left set as the current one.
    """
    # TODO task 2
    raise NotImplementedError


async def in_order(plan: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Let the loop call a plain function for each (delay, name) of `plan`, `delay` seconds from now.

    Each call records how many seconds after the start of in_order it really happened, and the name. Returns these
    pairs (seconds, name) in the order in which the calls happened, once all have; [] at once for an empty plan.
    No coroutine and no task for each item: use `call_later`, `call_at` or `call_soon` of the loop.
    """
    # TODO task 3
    raise NotImplementedError
