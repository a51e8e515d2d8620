"""Lets a TaskGroup cancel the others at the first failure.

Fails: task 2
Says: A failure cancelled the other coroutines; here each of them should run to its own end.
"""

import asyncio


async def all_or_nothing(coroutines):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def settle(coroutines):
    tasks = []
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(coroutine) for coroutine in coroutines]
    except* Exception:
        pass
    settled = []
    for task in tasks:
        if task.cancelled():
            settled.append(("error", asyncio.CancelledError()))
        elif task.exception():
            settled.append(("error", task.exception()))
        else:
            settled.append(("ok", task.result()))
    return settled


async def race(coroutines):
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    pending = set(tasks)
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if not task.exception():
                    return task.result()
        raise ExceptionGroup("all failed", [task.exception() for task in tasks])
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
