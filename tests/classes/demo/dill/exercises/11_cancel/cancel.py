"""The four states of a task, and how to stop a program so that nobody is cut off in the middle of tidying up.

The four functions below are yours. Any of them can be written without the others.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any


def state_of(task: asyncio.Task[Any]) -> str:
    """Tell in which of the four states of the notes a task is.

    "running": its code runs at this very moment, so it is the current task.
    "done": it has ended, with a result or with an error.
    "cancelled": it has ended because it was cancelled.
    "pending": anything else; also a task that was asked to cancel and has not ended yet.

    Called while an event loop is running.
    """
    # TODO task 1
    raise NotImplementedError


async def cancel_all() -> list[str]:
    """Cancel every other task of this event loop, and wait until each of them has ended.

    Returns the sorted names (`task.get_name()`) of those that ended cancelled. A task that finishes all the
    same, or fails in its cleanup, is not among them, and its error is not raised here. With no other task: [].
    """
    # TODO task 2
    raise NotImplementedError


async def worker(log: list[str], seconds: float) -> None:
    """Log "start", wait `seconds`, log "done".

    Cancelled while it waits, it logs "cleanup" in place of "done", and the cancellation goes on to the
    caller.
    """
    # TODO task 3
    raise NotImplementedError


def run_until_interrupted(*coroutines: Coroutine[Any, Any, Any]) -> tuple[list[str], list[str]]:
    """Run all coroutines at the same time, until they have ended or a KeyboardInterrupt comes.

    A KeyboardInterrupt (Ctrl-C, a callback of the loop or one of the coroutines) stops here: what is still
    pending is cancelled and gets the time that its cleanup takes. At the end the event loop is closed.

    Returns (finished, cancelled): the names (`coroutine.__name__`) of the coroutines that ran to their end, and
    of those that ended cancelled, each list in any order. One that finishes although it was asked to cancel has
    finished; one that raised an error is in neither list, and its error is not raised here.
    """
    # TODO task 4
    raise NotImplementedError
