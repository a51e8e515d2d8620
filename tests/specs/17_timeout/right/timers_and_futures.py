"""A timer of the loop and a future that whoever comes first fulfils."""

import asyncio


async def first_of(task, seconds):
    """Whether the task ends within the time."""
    loop = asyncio.get_running_loop()
    answer = loop.create_future()

    def tell(in_time):
        if not answer.done():
            answer.set_result(in_time)

    def ended(_):
        tell(True)

    timer = loop.call_at(loop.time() + seconds, tell, False)
    task.add_done_callback(ended)
    try:
        return await answer
    finally:
        timer.cancel()
        task.remove_done_callback(ended)


async def with_deadline(awaitable, seconds, default=None):
    task = asyncio.ensure_future(awaitable)
    try:
        if await first_of(task, seconds):
            return await task
    except asyncio.CancelledError:
        task.cancel()
        raise
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return default


async def retry(function, attempts, delay):
    error = None
    for wait in [0] + [delay * 2**k for k in range(attempts - 1)]:
        if wait:
            await asyncio.sleep(wait)
        try:
            return await function()
        except Exception as failure:
            error = failure
    raise error


async def finish_anyway(awaitable, seconds):
    task = asyncio.ensure_future(awaitable)
    if await first_of(task, seconds):
        return True, task.result()
    return False, task
