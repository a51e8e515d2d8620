"""`asyncio.wait` throughout, and a loop that waits on when it is itself cancelled."""

import asyncio


async def see_off(tasks):
    for task in tasks:
        task.cancel()
    cancelled = None
    while any(not task.done() for task in tasks):
        try:
            await asyncio.wait(tasks)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled


async def all_or_nothing(coroutines):
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    if not tasks:
        return []
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        await see_off(tasks)
    failures = [task.exception() for task in tasks if not task.cancelled() and task.exception() is not None]
    if failures:
        raise ExceptionGroup(f"{len(failures)} of {len(tasks)} failed", failures)
    return [task.result() for task in tasks]


async def settle(coroutines):
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    try:
        for task in tasks:
            await asyncio.wait([task])
    finally:
        await see_off(tasks)
    settled = []
    for task in tasks:
        error = task.exception()
        settled.append(("ok", task.result()) if error is None else ("error", error))
    return settled


async def race(coroutines):
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    left = tasks
    try:
        while left:
            await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
            for task in left:
                if task.done() and not task.exception():
                    return task.result()
            left = [task for task in left if not task.done()]
    finally:
        await see_off(tasks)
    raise ExceptionGroup("", [task.exception() for task in tasks])
