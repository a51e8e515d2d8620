"""Keeps every task, and counts them all.

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

    def spawn(self, coroutine):
        self.tasks.append(asyncio.create_task(coroutine))

    def __len__(self):
        return len(self.tasks)

    async def drain(self):
        await asyncio.gather(*self.tasks)
        self.tasks.clear()
