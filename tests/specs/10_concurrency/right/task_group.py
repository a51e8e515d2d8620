"""A TaskGroup each time; leaving it waits for its tasks."""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(do_work(delay)) for delay in delays]
    return [task.result() for task in tasks]


async def first_done(delays):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(do_work(delay)) for delay in delays]
        done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in others:
            task.cancel()
    return next(iter(done)).result()


async def as_they_finish(delays):
    results = asyncio.Queue()

    async def work(delay):
        results.put_nowait(await do_work(delay))

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(delay)) for delay in delays]
        try:
            for _ in tasks:
                yield await results.get()
        except GeneratorExit:  # the group would make an ExceptionGroup of it
            for task in tasks:
                task.cancel()


async def at_most(limit, delays):
    slots = asyncio.BoundedSemaphore(limit)
    async with asyncio.TaskGroup() as group:
        tasks = []
        for delay in delays:
            await slots.acquire()
            tasks.append(group.create_task(do_work(delay)))
            tasks[-1].add_done_callback(lambda _: slots.release())
    return [task.result() for task in tasks]
