"""A failure ends the worker that met it; the others go on to the end of the jobs.

Fails: task 2
Says: After a job had failed, another one was taken.
"""

import asyncio


async def crowd(n, delay):
    await asyncio.gather(*(asyncio.sleep(delay) for _ in range(n)))
    return n


async def pool(jobs, workers):
    numbered, results = enumerate(jobs), {}

    async def work():
        for number, job in numbered:
            results[number] = await job()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        ends = await asyncio.gather(*crew, return_exceptions=True)
    finally:
        for worker in crew:
            worker.cancel()
        await asyncio.gather(*crew, return_exceptions=True)
    for end in ends:
        if end is not None:
            raise end
    return [results[number] for number in range(len(results))]
