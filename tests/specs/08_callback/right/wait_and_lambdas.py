"""asyncio.wait where others gather; lambdas that bind the name as a default; describe asks result() last."""

import asyncio


async def with_callback(coroutine, callback):
    task = asyncio.ensure_future(coroutine)
    task.add_done_callback(callback)
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait({task})
        raise
    return task.result()


def describe(future):
    if not future.done():
        return "pending"
    try:
        return "result: " + str(future.result())
    except BaseException as error:
        if future.cancelled():
            return "cancelled"
        return "error: " + type(error).__name__ + ": " + str(error)


async def completion_order(coroutines):
    finished = []
    tasks = set()
    for coroutine in coroutines:
        task = asyncio.get_running_loop().create_task(coroutine)
        tasks.add(task)
        task.add_done_callback(finished.append)
    if tasks:
        await asyncio.wait(tasks)
    return [task.result() for task in finished]


async def label_all(named, callback):
    if not named:
        return
    failures = []
    tasks = []
    for name, coroutine in named.items():
        task = asyncio.create_task(coroutine)

        def report(task, name=name):
            if task.cancelled():
                return
            if task.exception():
                failures.append(task.exception())
            else:
                callback(name, task.result())

        task.add_done_callback(report)
        tasks.append(task)
    await asyncio.wait(tasks)
    if failures:
        raise failures[0]
