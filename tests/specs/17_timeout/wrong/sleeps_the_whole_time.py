"""with_deadline sleeps until the time is up, and only then looks at the work.

Fails: task 1
Says: It waited on, although there was nothing left to wait for.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    task = asyncio.ensure_future(awaitable)
    try:
        await asyncio.sleep(seconds)
        return task.result() if task.done() else default
    finally:
        task.cancel()
        await asyncio.wait([task])


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
