"""Reference answer: a task runs as soon as the loop gets its turn; somebody has to keep hold of it until then."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def start(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    # There is no await in here, so the loop gets no turn, and the task cannot have begun.
    return asyncio.create_task(coroutine)


async def before_and_after(coroutine: Coroutine[Any, Any, Any]) -> tuple[str, str, Any]:
    task = asyncio.create_task(coroutine)
    before = _state(task)
    result = await task  # the task, not the coroutine: that one belongs to the task now
    return before, _state(task), result


def _state(task: asyncio.Task[Any]) -> str:
    return "finished" if task.done() else "pending"


async def start_all(named: dict[str, Coroutine[Any, Any, Any]]) -> dict[str, Any]:
    # A list, so that all tasks are made before the first of them is awaited.
    tasks = [asyncio.create_task(coroutine, name=name) for name, coroutine in named.items()]
    return dict(zip(named, await asyncio.gather(*tasks), strict=True))


class Background:
    def __init__(self) -> None:
        # The loop itself refers to its tasks weakly: without this set, a task could be collected in mid-flight.
        self._tasks: set[asyncio.Task[Any]] = set()
        self._failures: list[BaseException] = []

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._put_away)

    def __len__(self) -> int:
        return len(self._tasks)

    async def drain(self) -> None:
        while self._tasks:  # again, because tasks may have been spawned while these were awaited
            await asyncio.wait(self._tasks)
        if self._failures:
            raise self._failures.pop(0)

    def _put_away(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        # exception() would raise for a cancelled task: that one has not failed.
        if not task.cancelled() and (failure := task.exception()):
            self._failures.append(failure)
