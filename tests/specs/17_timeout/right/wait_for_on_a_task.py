"""wait_for on a task that it keeps, so that it can ask how that ended; a shield in finish_anyway."""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    task = asyncio.ensure_future(awaitable)
    try:
        return await asyncio.wait_for(task, seconds)
    except TimeoutError:
        if task.cancelled():
            return default
        raise


async def retry(function, attempts, delay):
    if attempts == 1:
        return await function()
    try:
        return await function()
    except Exception:
        await asyncio.sleep(delay)
        return await retry(function, attempts - 1, 2 * delay)


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    try:
        return True, await asyncio.wait_for(asyncio.shield(task), seconds)
    except TimeoutError:
        if task.done():
            raise
        return False, task
