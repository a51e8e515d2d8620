"""The jobs are called and not awaited.

Fails: task 2
Says: All the jobs were taken at the start; one is taken only when a worker is free for it.
"""

import asyncio


async def crowd(n, delay):
    await asyncio.gather(*(asyncio.sleep(delay) for _ in range(n)))
    return n


async def pool(jobs, workers):
    numbered, results = enumerate(jobs), {}

    async def work():
        for number, job in numbered:
            results[number] = job()

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
