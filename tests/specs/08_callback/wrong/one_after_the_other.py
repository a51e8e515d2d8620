"""Each task is awaited before the next one is made.

Fails: task 3, task 4
Says: The coroutines ran one after the other; all of them should start at once.
"""

import asyncio


async def with_callback(coroutine, callback):
    task = asyncio.create_task(coroutine)
    task.add_done_callback(callback)
    return await task


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
    for coroutine in coroutines:
        task = asyncio.create_task(coroutine)
        task.add_done_callback(lambda task: task.cancelled() or task.exception() or results.append(task.result()))
        await task
    return results


async def label_all(named, callback):
    failure = None
    for name, coroutine in named.items():
        try:
            callback(name, await asyncio.create_task(coroutine))
        except Exception as error:
            failure = error
    if failure:
        raise failure
