"""asyncio.wait refuses an empty crowd.

Fails: task 1
Says: Raised ValueError: Set of Tasks/Futures is empty...
"""

import asyncio


async def crowd(n, delay):
    loop = asyncio.get_running_loop()
    bells = [loop.create_future() for _ in range(n)]
    for bell in bells:
        loop.call_later(delay, bell.set_result, None)
    await asyncio.wait(bells)
    return n


async def pool(jobs, workers):
    numbered, results = enumerate(jobs), {}

    async def work():
        for number, job in numbered:
            results[number] = await job()

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
    return [results[number] for number in range(len(results))]
