"""with_deadline takes a TimeoutError for its own when it was caused by a CancelledError, as every time limit's is.

Fails: task 1
Says: The awaitable raised a TimeoutError of its own, in time: it should come out.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    try:
        return await asyncio.wait_for(awaitable, seconds)
    except TimeoutError as error:
        if isinstance(error.__cause__, asyncio.CancelledError):
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
