"""Lets the first failure out.

Fails: task 2
Says: A failure came out of settle; it should stand in the list, as an error.
"""

import asyncio


async def all_or_nothing(coroutines):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def settle(coroutines):
    results = await asyncio.gather(*coroutines)
    return [("ok", result) for result in results]


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
