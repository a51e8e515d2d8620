"""Reference answer: cancelling is a request, so somebody has to wait until it has been carried out."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any


def state_of(task: asyncio.Task[Any]) -> str:
    # A cancelled task is done, too: the narrower question comes first.
    if task.cancelled():
        return "cancelled"
    if task.done():
        return "done"
    # asyncio keeps no state "running". At any moment one task at most runs, and the loop knows which.
    return "running" if task is asyncio.current_task() else "pending"


async def cancel_all() -> list[str]:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    # cancel() only asks. return_exceptions: how each of them ends is no error of ours.
    await asyncio.gather(*others, return_exceptions=True)
    return sorted(task.get_name() for task in others if task.cancelled())


async def worker(log: list[str], seconds: float) -> None:
    log.append("start")
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        log.append("cleanup")
        raise  # whoever cancelled us, and whoever awaits us, must see that it worked
    log.append("done")


def run_until_interrupted(*coroutines: Coroutine[Any, Any, Any]) -> tuple[list[str], list[str]]:
    tasks: list[asyncio.Task[Any]] = []

    async def main() -> None:
        tasks.extend(asyncio.create_task(coroutine) for coroutine in coroutines)
        await asyncio.gather(*tasks, return_exceptions=True)

    # asyncio.run leaves nothing behind: whatever ends it, it cancels what is pending, waits for the cleanups
    # and closes the loop. So the only thing left to do is to stop the KeyboardInterrupt here.
    with suppress(KeyboardInterrupt):
        asyncio.run(main())
    finished = [_name(task) for task in tasks if not task.cancelled() and task.exception() is None]
    return finished, [_name(task) for task in tasks if task.cancelled()]


def _name(task: asyncio.Task[Any]) -> str:
    coroutine = task.get_coro()
    assert coroutine is not None  # only an eager task on Python 3.12 and later may have none
    return coroutine.__name__
