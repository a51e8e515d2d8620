"""Waits for all of them, and then picks a success.

Fails: task 3
Says: It waited on after the first success; the others should be cancelled at that moment.
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
    order = []
    for task in tasks:
        task.add_done_callback(order.append)
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in order:
        if not task.exception():
            return task.result()
    raise ExceptionGroup("all failed", [task.exception() for task in tasks])
