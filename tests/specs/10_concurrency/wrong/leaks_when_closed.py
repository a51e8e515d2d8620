"""as_they_finish does nothing about its tasks when it is closed early.

Fails: task 3
Says: Delays were still running after the generator was closed: nobody cancelled them.
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
    for finished in asyncio.as_completed([do_work(delay) for delay in delays]):
        yield await finished


async def at_most(limit, delays):
    slots = asyncio.Semaphore(limit)

    async def in_a_slot(delay):
        async with slots:
            return await do_work(delay)

    return await asyncio.gather(*(in_a_slot(delay) for delay in delays))
