"""at_most looks every tenth of a second whether a slot is free.

Fails: task 4
Says: A slot stood idle while a delay was waiting: start the next one as soon as any slot is free.
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
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        for finished in asyncio.as_completed(tasks):
            yield await finished
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def at_most(limit, delays):
    running = 0

    async def work(delay):
        nonlocal running
        result = await do_work(delay)
        running -= 1
        return result

    tasks = []
    for delay in delays:
        while running == limit:
            await asyncio.sleep(0.1)
        running += 1
        tasks.append(asyncio.create_task(work(delay)))
    return await asyncio.gather(*tasks)
