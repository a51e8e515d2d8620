"""Time limits: give up and stop the work, try again, or stop waiting and let the work go on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


async def with_deadline(awaitable: Awaitable[Any], seconds: float, default: Any = None) -> Any:
    try:
        # On time-out this cancels whatever is awaited inside, and goes on only when that has ended.
        async with asyncio.timeout(seconds) as limit:
            return await awaitable
    except TimeoutError:
        # The awaitable may have raised it for reasons of its own: only the limit knows.
        if not limit.expired():
            raise
        return default


async def retry(function: Callable[[], Awaitable[Any]], attempts: int, delay: float) -> Any:
    for wait in (delay * 2**k for k in range(attempts - 1)):
        try:
            return await function()
        except Exception:  # a CancelledError is none: it passes through
            await asyncio.sleep(wait)
    # The last attempt stands outside the loop: nothing is caught here, and nothing is waited for.
    return await function()


async def finish_anyway(awaitable: Awaitable[Any], seconds: float) -> tuple[bool, Any]:
    task = asyncio.ensure_future(awaitable)
    # wait() never cancels what it waits for, neither when the time is up nor when it is cancelled itself.
    done, _ = await asyncio.wait([task], timeout=seconds)
    if done:
        return True, task.result()
    return False, task
