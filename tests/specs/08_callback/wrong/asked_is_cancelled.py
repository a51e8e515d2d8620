"""A task that was asked to cancel is told as cancelled before it is done.

Fails: task 2
Says: A future that is not done is pending, also when it was just asked to cancel.
"""

import asyncio
from functools import partial


async def with_callback(coroutine, callback):
    task = asyncio.create_task(coroutine)
    task.add_done_callback(callback)
    return await task


def describe(future):
    if future.cancelled() or isinstance(future, asyncio.Task) and future.cancelling():
        return "cancelled"
    if not future.done():
        return "pending"
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
    def hand_over(name, task):
        if not task.cancelled() and task.exception() is None:
            callback(name, task.result())

    tasks = []
    for name, coroutine in named.items():
        task = asyncio.create_task(coroutine)
        task.add_done_callback(partial(hand_over, name))
        tasks.append(task)
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in tasks:
        task.result()
