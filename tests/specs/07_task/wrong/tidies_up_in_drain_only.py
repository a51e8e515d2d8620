"""Lets go of the tasks in drain only; who never drains keeps them all.

Fails: task 4
Says: Tasks that were done are still kept: let go of a task when it is done.
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
        self.tasks.append(asyncio.create_task(coroutine))

    def __len__(self):
        return sum(not task.done() for task in self.tasks)

    async def drain(self):
        while self.tasks:
            await asyncio.wait(self.tasks)
            for task in [task for task in self.tasks if task.done()]:
                self.tasks.remove(task)
                if not task.cancelled() and task.exception():
                    self.failures.append(task.exception())
        if self.failures:
            raise self.failures.pop()
