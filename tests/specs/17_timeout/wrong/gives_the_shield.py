"""finish_anyway gives the shield, which the time limit has cancelled, in place of the task.

Fails: task 3
Says: It gave a task that had ended; the time was up, but the work should run on.
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
    shielded = asyncio.shield(task)
    try:
        return True, await asyncio.wait_for(shielded, seconds)
    except TimeoutError:
        if task.done():
            raise
        return False, shielded
