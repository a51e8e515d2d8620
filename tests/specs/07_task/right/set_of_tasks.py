"""Background is itself a set; the failed tasks are kept in place of their exceptions, and drain polls."""

import asyncio


async def start(coroutine):
    return asyncio.create_task(coroutine)


async def before_and_after(coroutine):
    task = asyncio.create_task(coroutine)
    before = "finished" if task.done() else "pending"
    result = await task
    return before, "finished" if task.done() else "pending", result


async def start_all(named):
    if not named:
        return {}
    tasks = []
    for name, coroutine in named.items():
        task = asyncio.create_task(coroutine)
        task.set_name(name)
        tasks.append(task)
    await asyncio.wait(tasks)
    return {task.get_name(): task.result() for task in tasks}


class Background(set):
    def __init__(self):
        super().__init__()
        self.failed = []

    def spawn(self, coroutine):
        task = asyncio.create_task(coroutine)
        self.add(task)
        task.add_done_callback(self.discard)
        task.add_done_callback(self.note)

    def note(self, task):
        if not task.cancelled() and task.exception() is not None:
            self.failed.append(task)

    async def drain(self):
        while self:
            await asyncio.sleep(0.05)
        if self.failed:
            self.failed.pop().result()
