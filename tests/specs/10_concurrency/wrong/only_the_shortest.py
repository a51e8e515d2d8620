"""first_done works out which delay is the shortest and starts only that one.

Fails: task 2
Says: Not all the delays were started: every one of them takes part in the race.
"""

import asyncio


async def do_work(delay):
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays):
    return await asyncio.gather(*(do_work(delay) for delay in delays))


async def first_done(delays):
    return await do_work(min(delays))


async def as_they_finish(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        for finished in asyncio.as_completed(tasks):
            yield await finished
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def at_most(limit, delays):
    slots = asyncio.Semaphore(limit)

    async def in_a_slot(delay):
        async with slots:
            return await do_work(delay)

    return await asyncio.gather(*(in_a_slot(delay) for delay in delays))
