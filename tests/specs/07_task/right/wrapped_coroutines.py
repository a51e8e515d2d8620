"""A coroutine around each one sets the name, or notes the failure and counts down; a Condition wakes drain."""

import asyncio


async def start(coroutine):
    return asyncio.Task(coroutine, loop=asyncio.get_running_loop())


async def before_and_after(coroutine):
    states = []
    task = asyncio.create_task(coroutine)
    states.append("pending" if not task.done() else "finished")
    task.add_done_callback(lambda task: states.append("finished" if task.done() else "pending"))
    result = await task
    return states[0], states[1], result


async def start_all(named):
    results = {}

    async def run(name, coroutine):
        asyncio.current_task().set_name(name)
        results[name] = await coroutine

    await asyncio.gather(*(run(name, coroutine) for name, coroutine in named.items()))
    return results


class Background:
    def __init__(self):
        self.running = {}
        self.failures = asyncio.Queue()
        self.changed = asyncio.Condition()

    def spawn(self, coroutine):
        key = object()
        self.running[key] = asyncio.create_task(self.run(key, coroutine))

    async def run(self, key, coroutine):
        try:
            await coroutine
        except Exception as error:
            self.failures.put_nowait(error)
        finally:
            del self.running[key]
            async with self.changed:
                self.changed.notify_all()

    def __len__(self):
        return len(self.running)

    async def drain(self):
        async with self.changed:
            await self.changed.wait_for(lambda: not self.running)
        if not self.failures.empty():
            raise self.failures.get_nowait()
