"""as_they_finish yields inside a TaskGroup, which turns GeneratorExit into an ExceptionGroup.

Fails: task 3
Says: Closing raised a group of exceptions: a TaskGroup does that when a `yield` stands in it.
"""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    return await asyncio.gather(*(do_work(delay) for delay in delays))


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    done, others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    return done.pop().result()


async def as_they_finish(delays):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(do_work(delay)) for delay in delays]
        for finished in asyncio.as_completed(tasks):
            yield await finished


async def at_most(limit, delays):
    slots = asyncio.Semaphore(limit)

    async def in_a_slot(delay):
        async with slots:
            return await do_work(delay)

    return await asyncio.gather(*(in_a_slot(delay) for delay in delays))
