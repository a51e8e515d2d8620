"""retry gives None when all attempts have failed.

Fails: task 2
Says: All attempts failed, but no exception came out.
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
            if attempt < attempts - 1:
                await asyncio.sleep(delay * 2**attempt)


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    done, _ = await asyncio.wait([task], timeout=seconds)
    return (True, task.result()) if done else (False, task)
