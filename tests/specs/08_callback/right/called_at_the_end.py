"""label_all makes all its calls at the end, in a callback of gather; the order comes from as_completed."""

import asyncio


async def with_callback(coroutine, callback):
    task = asyncio.create_task(coroutine)
    task.add_done_callback(lambda task: callback(task))
    await asyncio.gather(task, return_exceptions=True)
    return task.result()


def describe(future):
    if future.done() and future.cancelled():
        return "cancelled"
    if future.done() and isinstance(future.exception(), BaseException):
        return ": ".join(["error", type(future.exception()).__name__, str(future.exception())])
    return ": ".join(["result", str(future.result())]) if future.done() else "pending"


async def completion_order(coroutines):
    return [await finished for finished in asyncio.as_completed(coroutines)]


async def label_all(named, callback):
    tasks = {name: asyncio.create_task(coroutine) for name, coroutine in named.items()}
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    failed = None
    for name, task in tasks.items():
        if task.cancelled() or task.exception() is not None:
            failed = task
        else:
            callback(name, task.result())
    if failed is not None:
        await failed
