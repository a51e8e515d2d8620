"""Gives the pairs in the order in which the coroutines ended.

Fails: task 2
Says: The results are not in the order of the list.
"""

import asyncio


async def all_or_nothing(coroutines):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def settle(coroutines):
    settled = []

    async def run(coroutine):
        try:
            settled.append(("ok", await coroutine))
        except Exception as error:
            settled.append(("error", error))

    await asyncio.gather(*(run(coroutine) for coroutine in coroutines))
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
