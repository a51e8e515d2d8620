"""retry waits one delay, two delays, three delays.

Fails: task 2
Says: The waits grew by the same amount each time; each should be twice as long as the one before.
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
    for attempt in range(1, attempts + 1):
        try:
            return await function()
        except Exception:
            if attempt == attempts:
                raise
        await asyncio.sleep(delay * attempt)


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    done, _ = await asyncio.wait([task], timeout=seconds)
    return (True, task.result()) if done else (False, task)
