"""A wrapper turns what the awaitable raises into a value, so that any TimeoutError left is that of the limit."""

import asyncio


class Failed:
    def __init__(self, error):
        self.error = error


async def outcome(awaitable):
    try:
        return await awaitable
    except Exception as error:
        return Failed(error)


def opened(result):
    if isinstance(result, Failed):
        raise result.error
    return result


async def plain(awaitable):
    return await awaitable


async def with_deadline(awaitable, seconds, default=None):
    try:
        result = await asyncio.wait_for(outcome(awaitable), seconds)
    except asyncio.TimeoutError:
        return default
    return opened(result)


async def retry(function, attempts, delay):
    for attempt in range(1, attempts + 1):
        result = await outcome(function())
        if not isinstance(result, Failed) or attempt == attempts:
            return opened(result)
        await asyncio.sleep(delay * 2 ** (attempt - 1))


async def finish_anyway(awaitable, seconds):
    task = asyncio.create_task(plain(awaitable))
    try:
        result = await asyncio.wait_for(asyncio.shield(outcome(task)), seconds)
    except TimeoutError:
        return (False, task)
    return (True, opened(result))
