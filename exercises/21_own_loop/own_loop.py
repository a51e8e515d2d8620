"""An event loop of your own: no asyncio, no threads, and nobody really sleeps.

The tasks build on each other: do them in this order. `Cancelled` is there already.
"""

from collections.abc import Coroutine, Generator
from typing import Any


class Cancelled(BaseException):
    """Thrown into a task that has been cancelled (task 4)."""


async def sleep(delay: float) -> None:
    """Suspend the task that awaits this, until the `now` of its loop is `delay` seconds later.

    With a delay of 0 the task goes behind those that are ready.
    """
    # TODO task 1
    raise NotImplementedError


class Task:
    """A coroutine that a loop runs. `Loop.spawn` makes tasks."""

    def done(self) -> bool:
        """Whether the coroutine has ended, in whatever way."""
        # TODO task 2
        raise NotImplementedError

    def result(self) -> Any:
        """What the coroutine returned. Raises what it raised; of an unfinished task, some exception."""
        # TODO task 2
        raise NotImplementedError

    def __await__(self) -> Generator[Any, Any, Any]:
        """Wait until the task has ended, and give its result."""
        # TODO task 2
        raise NotImplementedError

    def cancel(self) -> None:
        """See to it that `Cancelled` is thrown into the coroutine at the task's next turn."""
        # TODO task 4
        raise NotImplementedError


class Loop:
    """Runs tasks in turn. `now` is its time, in seconds from 0.0."""

    now: float

    def __init__(self) -> None:
        # TODO task 1
        raise NotImplementedError

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine to its end; give its result, or raise its error.

        At the end all other tasks are cancelled, and their cleanups awaited (task 4).
        """
        # TODO task 1, task 4
        raise NotImplementedError

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> Task:
        """Make a task of a coroutine, which is ready to begin. Can be called before `run`, too."""
        # TODO task 2
        raise NotImplementedError


async def gather(*coroutines: Coroutine[Any, Any, Any]) -> list[Any]:
    """Run all the coroutines at the same time; give their results in the order of the arguments."""
    # TODO task 3
    raise NotImplementedError
