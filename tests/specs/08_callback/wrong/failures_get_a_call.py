"""gather puts the exceptions among the results, and they are handed on as results.

Fails: task 4
Says: The callback was called for a coroutine that had failed, or was cancelled.
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

    def note(task):
        if not task.cancelled() and task.exception() is None:
            results.append(task.result())

    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    for task in tasks:
        task.add_done_callback(note)
    await asyncio.gather(*tasks)
    return results


async def label_all(named, callback):
    tasks = [asyncio.create_task(coroutine) for coroutine in named.values()]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for name, result in zip(named, results):
        callback(name, result)
    for task in tasks:
        task.result()
