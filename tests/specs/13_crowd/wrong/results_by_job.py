"""The results are kept in a dictionary by job: one that comes again overwrites its result.

Fails: task 2
Says: The same job came several times; each time counts, and has a result of its own.
"""

import asyncio


async def crowd(n, delay):  # with futures and timers: cheaper to prove than ten thousand tasks
    loop = asyncio.get_running_loop()
    bells = [loop.create_future() for _ in range(n)]
    for bell in bells:
        loop.call_later(delay, bell.set_result, None)
    for bell in bells:
        await bell
    return n


async def pool(jobs, workers):
    results = {}

    async def work():
        for job in jobs:
            results[job] = None
            results[job] = await job()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await asyncio.wait(crew, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for worker in crew:
            worker.cancel()
        ends = await asyncio.gather(*crew, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return list(results.values())
