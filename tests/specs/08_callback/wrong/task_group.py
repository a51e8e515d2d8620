"""A TaskGroup cancels the others and raises a group of exceptions.

Fails: task 3, task 4
Says: A group of exceptions came out: raise the exception of the coroutine, as it is.
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

    async with asyncio.TaskGroup() as group:
        for coroutine in coroutines:
            group.create_task(coroutine).add_done_callback(note)
    return results


async def label_all(named, callback):
    async def run(name, coroutine):
        callback(name, await coroutine)

    async with asyncio.TaskGroup() as group:
        for name, coroutine in named.items():
            group.create_task(run(name, coroutine))
