"""Takes an exception object that was returned for a failure.

Fails: task 1
Says: The group holds an exception that a coroutine had returned as its result, not raised.
"""

import asyncio


async def all_or_nothing(coroutines):
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        return await asyncio.gather(*tasks)
    except Exception:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        raise ExceptionGroup("failed", [r for r in results if isinstance(r, Exception)])
    except asyncio.CancelledError:
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


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
