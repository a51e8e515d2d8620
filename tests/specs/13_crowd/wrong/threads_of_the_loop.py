"""The waiting is done by threads of the default executor, of which there are only some.

Fails: task 1
Says: The waiting was done by threads: coroutines need none, they all wait in one.
"""

import asyncio
import time


async def crowd(n, delay):
    await asyncio.gather(*(asyncio.to_thread(time.sleep, delay) for _ in range(n)))
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
