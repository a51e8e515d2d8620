"""A failed task is taken out by the line after its await, which is never reached.

Fails: task 4
Says: drain raised an exception that it had raised before: forget one that was raised.
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
        self.tasks = {}

    def spawn(self, coroutine):
        key = object()
        self.tasks[key] = asyncio.create_task(self.run(key, coroutine))

    async def run(self, key, coroutine):
        await coroutine
        del self.tasks[key]

    def __len__(self):
        return len(self.tasks)

    async def drain(self):
        while self.tasks:
            await asyncio.wait(self.tasks.values())
            for key, task in list(self.tasks.items()):
                if task.done():
                    await task
