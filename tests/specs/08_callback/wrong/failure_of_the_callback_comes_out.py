"""What the callback raises is handed on to the caller.

Fails: task 1
Says: What the callback raised came out of with_callback: it should go to the exception handler of the loop.
"""

import asyncio
from functools import partial


async def with_callback(coroutine, callback):
    called = asyncio.get_running_loop().create_future()

    def call(task):
        try:
            called.set_result(callback(task))
        except Exception as error:
            called.set_exception(error)

    task = asyncio.create_task(coroutine)
    task.add_done_callback(call)
    await asyncio.wait([task])
    await called
    return task.result()


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
