"""at_most awaits workers that wait at the empty queue for ever.

Fails: task 4
Says: Everything waits and nothing can go on: Task-1 (concurrency.py:50), Task-2 (concurrency.py:47), Task-3 (concurrency.py:47)
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
    queue = asyncio.Queue()
    results = [None] * len(delays)
    for item in enumerate(delays):
        queue.put_nowait(item)

    async def worker():
        while True:
            number, delay = await queue.get()
            results[number] = await do_work(delay)

    await asyncio.gather(*(worker() for _ in range(limit)))
    return results
