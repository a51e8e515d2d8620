"""at_most waits with time.sleep in its slots, which stops everybody else.

Fails: task 4
Says: Took 12.125 s, expected 7 s: concurrency.py:45 blocked the event loop for 4 s with `time.sleep`.
"""

import asyncio
import time


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

    async def work(delay):
        async with slots:
            time.sleep(delay)
            return f"Done after {delay}s"

    return await asyncio.gather(*(work(delay) for delay in delays))
