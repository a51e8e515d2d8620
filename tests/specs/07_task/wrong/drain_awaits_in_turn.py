"""Awaits the tasks one by one, and the first failure ends the loop.

Fails: task 4
Says: drain gave up at the first failure: raise it only when all the tasks have ended.
"""

import asyncio


async def start(coroutine):
    return asyncio.create_task(coroutine)


async def before_and_after(coroutine):
    task = asyncio.create_task(coroutine)
    before = "finished" if task.done() else "pending"
    result = await task
    return before, "finished" if task.done() else "pending", result


async def start_all(named):
    tasks = {name: asyncio.create_task(coroutine, name=name) for name, coroutine in named.items()}
    return {name: await task for name, task in tasks.items()}


class Background:
    def __init__(self):
        self.tasks = []
        self.failures = []

    def spawn(self, coroutine):
        task = asyncio.create_task(coroutine)
        self.tasks.append(task)
        task.add_done_callback(self.put_away)

    def put_away(self, task):
        self.tasks.remove(task)
        if not task.cancelled() and task.exception():
            self.failures.append(task.exception())

    def __len__(self):
        return len(self.tasks)

    async def drain(self):
        while self.tasks:
            for task in list(self.tasks):
                await task
        if self.failures:
            raise self.failures.pop()
