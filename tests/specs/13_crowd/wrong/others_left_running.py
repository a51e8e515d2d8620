"""gather raises, and the other workers go on.

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

    await asyncio.gather(*(work() for _ in range(workers)))
    return [results[number] for number in range(len(results))]
