"""A result that is None, 0 or empty does not win.

Fails: task 3
Says: A result that is None, 0 or empty did not win: it is a success like any other.
"""

import asyncio


async def all_or_nothing(coroutines):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


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
                if not task.exception() and task.result():
                    return task.result()
        raise ExceptionGroup("all failed", [task.exception() or RuntimeError('no result') for task in tasks])
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
