"""with_deadline gives the default for any exception but the awaitable's own TimeoutError.

Fails: task 1
Says: The awaitable raised an exception in time: it should come out.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    try:
        async with asyncio.timeout(seconds) as limit:
            return await awaitable
    except TimeoutError:
        if not limit.expired():
            raise
    except Exception:
        pass
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
