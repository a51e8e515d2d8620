"""Both return as soon as the callbacks are registered.

Fails: task 3, task 4
Says: completion_order returned before all the coroutines had ended.
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
        task.add_done_callback(lambda task: results.append(task.result()))
    return results


async def label_all(named, callback):
    for name, coroutine in named.items():
        task = asyncio.create_task(coroutine)
        task.add_done_callback(lambda task, name=name: callback(name, task.result()))
