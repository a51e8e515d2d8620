"""ensure_future and the method of the loop, as in the notes; drain gathers, round after round."""

import asyncio


async def start(coroutine):
    return asyncio.ensure_future(coroutine)


STATES = {False: "pending", True: "finished"}


async def before_and_after(coroutine):
    task = asyncio.get_running_loop().create_task(coroutine)
    before = STATES[task.done()]
    await asyncio.wait([task])
    return before, STATES[task.done()], task.result()


async def start_all(named):
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(coroutine, name=name) for name, coroutine in named.items()]
    return dict(zip(named, await asyncio.gather(*tasks)))


class Background:
    def __init__(self):
        self._tasks = {}
        self._failed = None

    def spawn(self, coroutine):
        task = asyncio.ensure_future(coroutine)
        self._tasks[id(task)] = task
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task):
        del self._tasks[id(task)]
        if not task.cancelled() and task.exception() is not None:
            self._failed = task.exception()

    def __len__(self):
        return len(self._tasks)

    async def drain(self):
        while self._tasks:
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
            await asyncio.sleep(0)
        failed, self._failed = self._failed, None
        if failed is not None:
            raise failed
