"""with_deadline cannot tell a cancellation from outside from its own.

Fails: task 1
Says: Its caller was cancelled, but no CancelledError came out.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    task = asyncio.ensure_future(awaitable)
    timer = asyncio.get_running_loop().call_later(seconds, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return default
    finally:
        timer.cancel()


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
