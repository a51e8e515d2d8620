"""gather gives the results in the order of its arguments.

Fails: task 3
Says: The results are in the order of the input, not in the order in which they finished.
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
    return list(await asyncio.gather(*coroutines))


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
