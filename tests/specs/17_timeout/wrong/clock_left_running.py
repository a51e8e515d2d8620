"""with_deadline lets a task that only sleeps run against the work, and forgets it there.

Fails: task 1
Says: A task of its own was still there long after it had ended.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    task = asyncio.ensure_future(awaitable)

    async def watch():
        await asyncio.sleep(seconds)
        while True:
            task.cancel()
            await asyncio.sleep(60)

    asyncio.create_task(watch())
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        task.cancel()
        raise
    return default if task.cancelled() else task.result()


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
