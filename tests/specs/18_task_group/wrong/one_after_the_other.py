"""Awaits each coroutine before it begins the next.

Fails: task 1
Says: The coroutines ran one after the other; all of them should run at the same time.
"""

import asyncio


async def all_or_nothing(coroutines):
    results = []
    for coroutine in coroutines:
        try:
            results.append(await coroutine)
        except Exception as error:
            raise ExceptionGroup("failed", [error])
    return results


async def settle(coroutines):
    async def outcome(coroutine):
        try:
            return ("ok", await coroutine)
        except Exception as error:
            return ("error", error)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(outcome(coroutine)) for coroutine in coroutines]
    return [task.result() for task in tasks]


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
