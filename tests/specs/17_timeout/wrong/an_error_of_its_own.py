"""retry raises an exception of its own when all attempts have failed.

Fails: task 2
Says: Raised RuntimeError: all attempts failed at timeouts.py:26: `raise RuntimeError("all attempts failed") from error`
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
        except Exception as error:
            if attempt == attempts - 1:
                raise RuntimeError("all attempts failed") from error
        await asyncio.sleep(delay * 2**attempt)


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    done, _ = await asyncio.wait([task], timeout=seconds)
    return (True, task.result()) if done else (False, task)
