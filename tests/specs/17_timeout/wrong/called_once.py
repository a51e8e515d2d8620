"""retry calls the function once, and awaits the same coroutine again and again.

Fails: task 2
Says: Raised RuntimeError: cannot reuse already awaited coroutine at timeouts.py:24: `return await coroutine`
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    try:
        async with asyncio.timeout(seconds) as limit:
            return await awaitable
    except TimeoutError:
        if limit.expired():
            return default
        raise


async def retry(function, attempts, delay):
    coroutine = function()
    for attempt in range(attempts):
        try:
            return await coroutine
        except Exception:
            if attempt == attempts - 1:
                raise
        await asyncio.sleep(delay * 2**attempt)


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    done, _ = await asyncio.wait([task], timeout=seconds)
    return (True, task.result()) if done else (False, task)
