"""The work races against a task that only sleeps; the loser is cancelled, but not in finish_anyway."""

import asyncio


async def stop(*tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def with_deadline(awaitable, seconds, default=None):
    work = asyncio.ensure_future(awaitable)
    clock = asyncio.create_task(asyncio.sleep(seconds))
    try:
        await asyncio.wait([work, clock], return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        return default
    finally:
        await stop(work, clock)


async def retry(function, attempts, delay):
    errors = []
    while len(errors) < attempts:
        if errors:
            await asyncio.sleep(delay * 2 ** (len(errors) - 1))
        attempt = asyncio.ensure_future(function())
        try:
            await asyncio.wait([attempt])
        finally:
            attempt.cancel()
        if attempt.cancelled():
            raise asyncio.CancelledError
        if attempt.exception() is None:
            return attempt.result()
        if not isinstance(attempt.exception(), Exception):
            raise attempt.exception()
        errors.append(attempt.exception())
    raise errors[-1]


async def finish_anyway(awaitable, seconds):
    work = asyncio.ensure_future(awaitable)
    clock = asyncio.create_task(asyncio.sleep(seconds))
    try:
        await asyncio.wait([work, clock], return_when=asyncio.FIRST_COMPLETED)
    finally:
        clock.cancel()
    return (True, work.result()) if work.done() else (False, work)
