"""at_most leaves it to as_completed to start its coroutines, which does so in no order.

Fails: task 4
Says: The delays did not start in the order of the list.
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
    slots = asyncio.Semaphore(limit)

    async def work(number, delay):
        async with slots:
            return number, await do_work(delay)

    results = {}
    for finished in asyncio.as_completed([work(number, delay) for number, delay in enumerate(delays)]):
        number, result = await finished
        results[number] = result
    return [results[number] for number in range(len(delays))]
