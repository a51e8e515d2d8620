"""A future of its own that the last callback of all resolves, by counting down."""

import asyncio


async def with_callback(coroutine, callback):
    """The loop is asked for the call when the task is done; it makes the call before it comes back here."""
    loop = asyncio.get_running_loop()
    task = loop.create_task(coroutine)
    called = loop.create_future()

    def call(task):
        loop.call_soon(callback, task)
        loop.call_soon(called.set_result, None)

    task.add_done_callback(call)
    try:
        return await task
    finally:
        await called


def describe(future):
    match future:
        case _ if not future.done():
            return "pending"
        case _ if future.cancelled():
            return "cancelled"
        case _ if (error := future.exception()) is not None:
            return "error: {}: {}".format(error.__class__.__name__, error)
        case _:
            return "result: {}".format(future.result())


async def completion_order(coroutines):
    if not coroutines:
        return []
    results = []
    all_done = asyncio.get_running_loop().create_future()
    left = len(coroutines)

    def note(task):
        nonlocal left
        left -= 1
        if all_done.done():
            return
        if task.cancelled():
            all_done.cancel()
        elif task.exception() is not None:
            all_done.set_exception(task.exception())
        else:
            results.append(task.result())
            if left == 0:
                all_done.set_result(results)

    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    for task in tasks:
        task.add_done_callback(note)
    try:
        return await all_done
    finally:
        for task in tasks:
            task.cancel()


async def label_all(named, callback):
    if not named:
        return
    all_done = asyncio.Event()
    waiting = set(named)
    failures = []

    def bind(name):
        def report(task):
            waiting.discard(name)
            if not waiting:
                all_done.set()
            if task.cancelled():
                return
            if error := task.exception():
                failures.append(error)
            else:
                callback(name, task.result())

        return report

    tasks = [asyncio.create_task(coroutine, name=name) for name, coroutine in named.items()]
    for task, name in zip(tasks, named):
        task.add_done_callback(bind(name))
    await all_done.wait()
    if len(failures) > 1:
        raise ExceptionGroup("several coroutines failed", failures)
    if failures:
        raise failures[0]
