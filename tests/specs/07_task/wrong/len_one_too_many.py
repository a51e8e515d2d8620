"""Takes a task out when the next one is spawned, and counts those that are done until then.

Fails: task 4
Says: len counted tasks that were done: take a task out when it is done.
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

    def tidy(self):
        for task in self.tasks:
            if task.done() and not task.cancelled() and task.exception():
                self.failures.append(task.exception())
        self.tasks = [task for task in self.tasks if not task.done()]

    def spawn(self, coroutine):
        self.tidy()
        self.tasks.append(asyncio.create_task(coroutine))

    def __len__(self):
        return len(self.tasks)

    async def drain(self):
        while self.tasks:
            await asyncio.wait(self.tasks)
            self.tidy()
        if self.failures:
            raise self.failures.pop()
