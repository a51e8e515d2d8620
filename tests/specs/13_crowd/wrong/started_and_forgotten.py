"""The tasks are started, and nobody waits for them.

Fails: task 1
Says: It was over before the delay was: each coroutine waits for the whole of it.
"""

import asyncio


async def crowd(n, delay):
    tasks = [asyncio.create_task(asyncio.sleep(delay)) for _ in range(n)]
    await asyncio.sleep(0)
    return len(tasks)


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
