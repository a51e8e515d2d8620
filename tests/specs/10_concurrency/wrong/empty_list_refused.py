"""as_they_finish hands an empty set to asyncio.wait.

Fails: task 3
Says: Raised ValueError: Set of Tasks/Futures is empty. at concurrency.py:32: `done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)`
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
    pending = {asyncio.create_task(do_work(delay)) for delay in delays}
    try:
        while True:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
            if not pending:
                break
    finally:
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)


async def at_most(limit, delays):
    slots = asyncio.Semaphore(limit)

    async def in_a_slot(delay):
        async with slots:
            return await do_work(delay)

    return await asyncio.gather(*(in_a_slot(delay) for delay in delays))
