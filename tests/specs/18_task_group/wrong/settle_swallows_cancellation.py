"""Takes its own cancellation for an error of a coroutine, and waits on.

Fails: task 2
Says: Its caller was cancelled, but the coroutines ran on: they should be cancelled as well.
"""

import asyncio


async def all_or_nothing(coroutines):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(coroutine) for coroutine in coroutines]
    return [task.result() for task in tasks]


async def settle(coroutines):
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    settled = []
    for task in tasks:
        try:
            settled.append(("ok", await task))
        except BaseException as error:
            settled.append(("error", error))
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
