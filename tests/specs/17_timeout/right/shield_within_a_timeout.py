"""asyncio.timeout everywhere, with a shield where the work must go on; retry opens one time limit too many and never sets it."""

import asyncio


async def with_deadline(awaitable, seconds, default=None):
    loop = asyncio.get_running_loop()
    limit = asyncio.timeout_at(loop.time() + seconds)
    try:
        async with limit:
            result = await awaitable
    except TimeoutError as error:
        if not limit.expired():
            raise error
        result = default
    return result


async def retry(function, attempts, delay):
    wait = delay
    for left in reversed(range(attempts)):
        try:
            async with asyncio.timeout(None):
                return await function()
        except Exception:
            if not left:
                raise
        await asyncio.sleep(wait)
        wait += wait


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    try:
        async with asyncio.timeout(seconds):
            return True, await asyncio.shield(task)
    except TimeoutError:
        if task.done():
            raise
    return False, task
