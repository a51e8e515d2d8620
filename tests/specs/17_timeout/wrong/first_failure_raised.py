"""retry raises the exception of the first attempt when all have failed.

Fails: task 2
Says: The exception of an earlier attempt came out, not that of the last one.
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
    errors = []
    for attempt in range(attempts):
        try:
            return await function()
        except Exception as error:
            errors.append(error)
        if attempt < attempts - 1:
            await asyncio.sleep(delay * 2**attempt)
    raise errors[0]


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    done, _ = await asyncio.wait([task], timeout=seconds)
    return (True, task.result()) if done else (False, task)
