"""A coroutine around each one does what the callbacks do; the callback of task 1 gets a plain future."""

import asyncio


async def with_callback(coroutine, callback):
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(callback)

    async def run():
        try:
            result = await coroutine
        except asyncio.CancelledError:
            future.cancel()
            raise
        except BaseException as error:
            future.set_exception(error)
            raise
        future.set_result(result)
        return result

    return await asyncio.create_task(run())


def describe(future):
    if not future.done():
        return "pending"
    if future.cancelled():
        return "cancelled"
    if future.exception() is not None:
        return f"error: {type(future.exception()).__name__}: {future.exception()}"
    return f"result: {future.result()}"


async def completion_order(coroutines):
    results = []

    async def run(coroutine):
        results.append(await coroutine)

    await asyncio.gather(*map(run, coroutines))
    return results


async def label_all(named, callback):
    async def run(name, coroutine):
        result = await coroutine
        callback(name, result)

    ends = await asyncio.gather(*(run(name, named[name]) for name in named), return_exceptions=True)
    for end in ends:
        if end is not None:
            raise end
