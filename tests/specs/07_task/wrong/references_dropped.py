"""Counts the tasks, and keeps none of them.

Fails: task 4
Says: A task was collected by the garbage collector while it was running: keep a reference to it.
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
        self.running = 0
        self.failures = []
        self.empty = asyncio.Event()
        self.empty.set()

    def spawn(self, coroutine):
        self.running += 1
        self.empty.clear()
        asyncio.create_task(self.run(coroutine))

    async def run(self, coroutine):
        try:
            await coroutine
        except Exception as error:
            self.failures.append(error)
        finally:
            self.running -= 1
            if not self.running:
                self.empty.set()

    def __len__(self):
        return self.running

    async def drain(self):
        while self.running:
            await self.empty.wait()
        if self.failures:
            raise self.failures.pop()
