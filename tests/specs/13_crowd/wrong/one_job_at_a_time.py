"""There is one worker, however many are asked for.

Fails: task 2
Says: Only one job was at work at a time, though there are more workers.
"""

import asyncio


async def crowd(n, delay):
    await asyncio.gather(*(asyncio.sleep(delay) for _ in range(n)))
    return n


async def pool(jobs, workers):
    return [await job() for job in jobs]
