"""with_deadline makes a task of the awaitable, which works for coroutines only.

Fails: task 1
Says: It takes coroutines only; a task, a future or an object with `__await__` can be awaited, too.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    task = asyncio.create_task(awaitable)
    try:
        return await asyncio.wait_for(task, seconds)
    except TimeoutError:
        if task.cancelled():
            return default
        raise


async def retry(function, attempts, delay):
    for attempt in range(attempts):
        try:
            return await function()
        except Exception:
            if attempt == attempts - 1:
                raise
        await asyncio.sleep(delay * 2**attempt)


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    done, _ = await asyncio.wait([task], timeout=seconds)
    return (True, task.result()) if done else (False, task)
