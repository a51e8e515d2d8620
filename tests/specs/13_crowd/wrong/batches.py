"""It takes as many jobs as there are workers, and waits for all of them.

Fails: task 2
Says: A worker stood idle while jobs were left: it should take the next one as soon as its job has ended.
"""

import asyncio


async def crowd(n, delay):
    await asyncio.gather(*(asyncio.sleep(delay) for _ in range(n)))
    return n


async def pool(jobs, workers):
    results = []
    while batch := [job for _, job in zip(range(workers), jobs)]:
        tasks = [asyncio.create_task(job()) for job in batch]
        try:
            results += await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    return results
