"""finish_anyway takes `finish` at its word, and waits until the work is over.

Fails: task 3
Says: It waited for the end of the work; the time was up before that.
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
    loop = asyncio.get_running_loop()
    start = loop.time()
    task = asyncio.ensure_future(awaitable)
    result = await asyncio.shield(task)
    return (True, result) if loop.time() - start <= seconds else (False, task)
