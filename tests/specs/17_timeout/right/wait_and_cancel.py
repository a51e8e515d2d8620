"""asyncio.wait in place of a time limit; what is left is cancelled by hand and awaited."""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    task = asyncio.ensure_future(awaitable)
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
    return task.result() if done else default


async def retry(function, attempts, delay):
    failed = 0
    while True:
        try:
            result = await function()
        except Exception as error:
            failed += 1
            if failed >= attempts:
                raise error
            await asyncio.sleep(delay)
            delay *= 2
        else:
            return result


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    finished, running = await asyncio.wait((task,), timeout=seconds)
    for task in finished:
        return True, await task
    for task in running:
        return False, task
