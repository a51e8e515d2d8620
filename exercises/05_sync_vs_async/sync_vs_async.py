"""Waiting one after the other, or together, and measuring how long it takes.

All four functions measure with a clock. Any of them can be written without the others.
"""

from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


def run_sync(delays: list[float]) -> float:
    """Wait for each of the delays in turn with time.sleep; give the measured seconds."""
    # TODO task 1
    raise NotImplementedError


async def run_in_turn(delays: list[float]) -> float:
    """Await one coroutine for each delay, one after the other; give the measured seconds.

    Other tasks go on meanwhile.
    """
    # TODO task 2
    raise NotImplementedError


async def run_together(delays: list[float]) -> float:
    """Wait for all the delays at the same time; give the measured seconds (0 for an empty list)."""
    # TODO task 3
    raise NotImplementedError


async def elapsed(awaitable: Awaitable[T]) -> tuple[T, float]:
    """Await a coroutine or a task; give its result and the seconds measured from this call on.

    An exception of the awaitable passes through.
    """
    # TODO task 4
    raise NotImplementedError
