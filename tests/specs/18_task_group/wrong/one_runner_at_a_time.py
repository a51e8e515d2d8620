"""Begins the next coroutine only when the one before has failed.

Fails: task 3
Says: The coroutines ran one after the other; all of them should run at the same time.
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
    failures = []
    for number, coroutine in enumerate(coroutines):
        try:
            result = await coroutine
        except Exception as error:
            failures.append(error)
        else:
            for other in coroutines[number + 1 :]:
                other.close()
            return result
    raise ExceptionGroup("all failed", failures)
