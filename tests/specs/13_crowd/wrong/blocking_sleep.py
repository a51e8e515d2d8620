"""Each blocks the thread with time.sleep.

Fails: task 1
Says: A call blocked the thread, and with it everybody: only `await` lets the others go on.
"""

import asyncio
import time


async def crowd(n, delay):
    async def wait():
        time.sleep(delay)

    await asyncio.gather(*(wait() for _ in range(n)))
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
