"""The callback is list.append, and the list of tasks is given as it is.

Fails: task 3
Says: The list holds tasks in place of their results: ask each task for its result().
"""

import asyncio
from functools import partial


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
    finished = []
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    for task in tasks:
        task.add_done_callback(finished.append)
    await asyncio.gather(*tasks)
    return finished


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
