"""Names in the order of the dict meet results in the order of finishing.

Fails: task 4
Says: The names and the results do not belong together.
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
    names = iter(named)
    failures = []

    def hand_over(task):
        name = next(names)
        if task.cancelled():
            return
        if task.exception() is not None:
            failures.append(task.exception())
        else:
            callback(name, task.result())

    tasks = [asyncio.create_task(coroutine) for coroutine in named.values()]
    for task in tasks:
        task.add_done_callback(hand_over)
    await asyncio.gather(*tasks, return_exceptions=True)
    if failures:
        raise failures[0]
