"""with_deadline lets a timer cancel its own task, and never stops the timer.

Fails: task 1
Says: The caller was cancelled later on by a timer that nobody had stopped.
"""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    caller, up = asyncio.current_task(), []

    def time_is_up():
        up.append(True)
        caller.cancel()

    asyncio.get_running_loop().call_later(seconds, time_is_up)
    try:
        return await awaitable
    except asyncio.CancelledError:
        if up:
            caller.uncancel()
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
