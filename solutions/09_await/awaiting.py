"""await: it suspends the coroutine that says it, and nobody else."""

import asyncio
import inspect
from collections.abc import Awaitable, Generator
from typing import Any


async def do_some_work(x: float) -> str:
    await asyncio.sleep(x)
    return f"Done after {x}s"


async def relay(x: float, steps: int) -> list[Any]:
    # Each turn of the comprehension makes a coroutine and is suspended until it is over: one at a time.
    return [await do_some_work(x) for _ in range(steps)]


async def with_fallback(primary: Awaitable[Any], fallback: Awaitable[Any]) -> Any:
    try:
        return await primary
    except Exception:  # a cancellation is none: CancelledError is a BaseException
        return await fallback
    finally:
        # Whichever way led here. A coroutine that has run to its end does not mind being closed; a task or a future
        # may have other users, and is left alone.
        if inspect.iscoroutine(fallback):
            fallback.close()


class Ticks:
    def __init__(self, n: int) -> None:
        self.n = n

    def __await__(self) -> Generator[None, None, int]:
        # Each bare yield travels through all the awaits up to the task, which comes back one turn of the loop later.
        for _ in range(self.n):
            yield
        return self.n
