"""finish_anyway takes a TimeoutError of the awaitable itself for its own.

Fails: task 3
Says: The awaitable raised a TimeoutError of its own, in time: it should come out.
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
        return True, await asyncio.wait_for(asyncio.shield(task), seconds)
    except TimeoutError:
        return False, task
