"""It works through the crowd in groups, as if a thousand were the most.

Fails: task 1
Says: They waited in several groups, one after the other; all of them should wait at the same time.
"""

import asyncio


async def crowd(n, delay):
    for start in range(0, n, 1000):
        await asyncio.gather(*(asyncio.sleep(delay) for _ in range(start, min(n, start + 1000))))
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
