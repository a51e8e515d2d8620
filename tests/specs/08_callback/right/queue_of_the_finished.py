"""Callbacks put the finished tasks into a queue; a class holds the name and is called."""

import asyncio


async def with_callback(coroutine, callback):
    group = asyncio.TaskGroup()
    try:
        async with group:
            task = group.create_task(coroutine)
            task.add_done_callback(callback)
    except* Exception:
        pass
    return task.result()


def describe(future):
    if not future.done():
        return "pending"
    if future.cancelled():
        return "cancelled"
    if future.exception() is not None:
        return f"error: {type(future.exception()).__name__}: {future.exception()}"
    return f"result: {future.result()}"


async def completion_order(coroutines):
    finished = asyncio.Queue()
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    for task in tasks:
        task.add_done_callback(finished.put_nowait)
    return [(await finished.get()).result() for _ in tasks]


class Label:
    def __init__(self, name, callback, finished):
        self.name, self.callback, self.finished = name, callback, finished

    def __call__(self, task):
        try:
            if not task.cancelled() and not task.exception():
                self.callback(self.name, task.result())
        finally:
            self.finished.put_nowait(task)


async def label_all(named, callback):
    finished = asyncio.Queue()
    tasks = []
    for name, coroutine in named.items():
        tasks.append(asyncio.create_task(coroutine))
        tasks[-1].add_done_callback(Label(name, callback, finished))
    ended = [await finished.get() for _ in tasks]
    for task in ended:
        await task
