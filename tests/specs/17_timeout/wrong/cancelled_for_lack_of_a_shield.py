"""finish_anyway puts a time limit on the task itself, which cancels it.

Fails: task 3
Says: The work was cancelled; it should run on, whoever stops waiting for it.
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
    for attempt in range(attempts):
        try:
            return await function()
        except Exception:
            if attempt == attempts - 1:
                raise
        await asyncio.sleep(delay * 2**attempt)


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    try:
        return True, await asyncio.wait_for(task, seconds)
    except TimeoutError:
        if not task.cancelled():
            raise
        return False, task
