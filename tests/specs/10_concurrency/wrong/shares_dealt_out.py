"""at_most deals the delays out to its workers beforehand; one who is done early helps nobody.

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
    results = [None] * len(delays)

    async def worker(first):
        for number in range(first, len(delays), limit):
            results[number] = await do_work(delays[number])

    await asyncio.gather(*(worker(first) for first in range(limit)))
    return results
