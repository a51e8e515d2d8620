"""with_deadline gives the default for any TimeoutError, also for one of the awaitable itself.

Fails: task 1
Says: The awaitable raised a TimeoutError of its own, in time: it should come out.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    try:
        return await asyncio.wait_for(awaitable, seconds)
    except TimeoutError:
        return default


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
