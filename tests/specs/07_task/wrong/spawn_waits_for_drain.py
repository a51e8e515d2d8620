"""spawn puts the coroutines aside; only drain runs them.

Fails: task 4
Says: What was spawned did not begin by itself: spawn has to start it, without being awaited.
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
        self.coroutines = []

    def spawn(self, coroutine):
        self.coroutines.append(coroutine)

    def __len__(self):
        return len(self.coroutines)

    async def drain(self):
        while self.coroutines:
            waiting, self.coroutines = self.coroutines, []
            for result in await asyncio.gather(*waiting, return_exceptions=True):
                if isinstance(result, Exception):
                    raise result
