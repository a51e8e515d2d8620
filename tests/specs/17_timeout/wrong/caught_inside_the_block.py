"""with_deadline catches the TimeoutError inside the block, where there is only a CancelledError yet.

Fails: task 1
Says: A TimeoutError came out when the time was up; the default should be given.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    async with asyncio.timeout(seconds) as limit:
        try:
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
    done, _ = await asyncio.wait([task], timeout=seconds)
    return (True, task.result()) if done else (False, task)
