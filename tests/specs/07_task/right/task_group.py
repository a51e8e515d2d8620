"""A TaskGroup holds the tasks of start_all; Background is a set of tasks that tidies up whenever it is used."""

import asyncio


async def start(coroutine):
    return asyncio.create_task(coroutine)


async def before_and_after(coroutine):
    async with asyncio.timeout(None):
        task = asyncio.create_task(coroutine)
        before = "finished" if task.done() else "pending"
        while not task.done():
            await asyncio.wait({task})
        return before, "finished" if task.done() else "pending", task.result()


async def start_all(named):
    async with asyncio.TaskGroup() as group:
        tasks = {name: group.create_task(coroutine, name=name) for name, coroutine in named.items()}
    return {name: task.result() for name, task in tasks.items()}


class Background:
    def __init__(self):
        self._tasks = []
        self._failures = []

    def _tidy(self):
        for task in self._tasks:
            if task.done() and not task.cancelled() and task.exception():
                self._failures.append(task.exception())
        self._tasks = [task for task in self._tasks if not task.done()]

    def spawn(self, coroutine):
        self._tidy()
        self._tasks.append(asyncio.create_task(coroutine))

    def __len__(self):
        self._tidy()
        return len(self._tasks)

    async def drain(self):
        while len(self):
            await asyncio.wait([self._tasks[0]])
        if self._failures:
            failure = self._failures[0]
            self._failures.clear()
            raise failure
