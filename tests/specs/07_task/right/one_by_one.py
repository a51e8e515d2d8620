"""drain awaits one task after the other and keeps the first failure that it meets, beside those of before."""

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
        self.failures = []

    def spawn(self, coroutine):
        task = asyncio.create_task(coroutine)
        self.tasks.add(task)

        def done(task):
            self.tasks.remove(task)
            try:
                task.result()
            except asyncio.CancelledError:
                pass
            except Exception as failure:
                self.failures.append(failure)

        task.add_done_callback(done)

    def __len__(self):
        return sum(not task.done() for task in self.tasks)

    async def drain(self):
        while self.tasks:
            try:
                await next(iter(self.tasks))
            except asyncio.CancelledError:
                if asyncio.current_task().cancelling():
                    raise
            except Exception:
                pass
            await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop()
