"""Knows only the failures of the tasks that drain itself has awaited.

Fails: task 4
Says: A task that failed before drain was called is forgotten: its exception should be raised, too.
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
        self.tasks = set()

    def spawn(self, coroutine):
        task = asyncio.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def __len__(self):
        return len(self.tasks)

    async def drain(self):
        failures = []
        while self.tasks:
            done, _ = await asyncio.wait(self.tasks)
            failures += [task.exception() for task in done if not task.cancelled() and task.exception()]
        if failures:
            raise failures[0]
