"""Tasks: a task wraps a coroutine, runs it in the background, and knows how far it has come.

The four tasks below do not build on each other.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def start(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """Give a task that will run `coroutine`, and has not begun to."""
    # TODO task 1
    raise NotImplementedError


async def before_and_after(coroutine: Coroutine[Any, Any, Any]) -> tuple[str, str, Any]:
    """Run `coroutine` as a task and tell (state before, state after, result).

    Before: before the coroutine has begun. After: when it has ended. A state is "pending" while the task is not
    done, and "finished" when it is. An exception of the coroutine is raised.
    """
    # TODO task 2
    raise NotImplementedError


async def start_all(named: dict[str, Coroutine[Any, Any, Any]]) -> dict[str, Any]:
    """Run all the coroutines at the same time, each in a task with its name as the task's name.

    Returns the result of each coroutine under its name; an empty dict gives {}.
    """
    # TODO task 3
    raise NotImplementedError


class Background:
    """Runs coroutines in the background, and keeps hold of their tasks for as long as they run.

    Used while an event loop is running.
    """

    def __init__(self) -> None:
        # TODO task 4
        raise NotImplementedError

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        """Start `coroutine` in a task of its own and return at once.

        The task is kept until it is done, even if nobody else refers to it, and not any longer.
        """
        raise NotImplementedError

    def __len__(self) -> int:
        """How many of the tasks are not done; may lag behind by one turn of the event loop."""
        raise NotImplementedError

    async def drain(self) -> None:
        """Wait until all tasks have ended, also those that are spawned meanwhile.

        If any task has failed, now or earlier, raise one of the exceptions, after all have ended. One that was
        raised is never raised again. A task that was cancelled has not failed.
        """
        raise NotImplementedError
