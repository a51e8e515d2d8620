"""Takes its own cancellation for the end of a runner, and waits on.

Fails: task 3
Says: Its caller was cancelled, but the coroutines ran on: they should be cancelled as well.
"""

import asyncio


async def stop(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


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
    queue = asyncio.Queue()
    for task in tasks:
        task.add_done_callback(queue.put_nowait)
    ended = []
    try:
        while len(ended) < len(tasks):
            try:
                task = await queue.get()
            except BaseException:
                continue
            ended.append(task)
            if not task.exception():
                return task.result()
        raise ExceptionGroup("all failed", [task.exception() for task in tasks])
    finally:
        await stop(tasks)
