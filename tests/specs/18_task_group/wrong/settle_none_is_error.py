"""Takes an empty result for an error.

Fails: task 2
Says: A result that is None, 0 or empty is a result: it is "ok".
"""

import asyncio


async def all_or_nothing(coroutines):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def settle(coroutines):
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return [
        ("ok", result) if result and not task.exception() else ("error", task.exception())
        for task, result in zip(tasks, results)
    ]


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
