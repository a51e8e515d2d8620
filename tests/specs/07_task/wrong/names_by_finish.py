"""Pairs the names with the results in the order in which they come.

Fails: task 3
Says: The results stand under the wrong names.
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
    tasks = [asyncio.create_task(coroutine, name=name) for name, coroutine in named.items()]
    results = [await finished for finished in asyncio.as_completed(tasks)]
    return dict(zip(named, results))


class Background:
    def __init__(self):
        self.tasks = set()
        self.failures = []

    def spawn(self, coroutine):
        task = asyncio.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.put_away)

    def put_away(self, task):
        self.tasks.discard(task)
        if not task.cancelled() and task.exception():
            self.failures.append(task.exception())

    def __len__(self):
        return len(self.tasks)

    async def drain(self):
        while self.tasks:
            await asyncio.wait(self.tasks)
        if self.failures:
            raise self.failures.pop()
