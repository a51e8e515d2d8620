"""Everything at once: nothing holds it to the number of workers.

Fails: task 2
Says: All the jobs were taken at the start; one is taken only when a worker is free for it.
"""

import asyncio


async def crowd(n, delay):
    await asyncio.gather(*(asyncio.sleep(delay) for _ in range(n)))
    return n


async def pool(jobs, workers):
    return await asyncio.gather(*(job() for job in jobs))
