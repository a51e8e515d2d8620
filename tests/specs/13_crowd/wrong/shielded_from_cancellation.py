"""The workers are shielded: a cancellation does not reach them.

Fails: task 2
Says: pool was cancelled, and its jobs worked on: cancel them as well.
"""

import asyncio


async def crowd(n, delay):  # with futures and timers: cheaper to prove than ten thousand tasks
    loop = asyncio.get_running_loop()
    bells = [loop.create_future() for _ in range(n)]
    for bell in bells:
        loop.call_later(delay, bell.set_result, None)
    for bell in bells:
        await bell
    return n


async def pool(jobs, workers):
    numbered, results = enumerate(jobs), {}

    async def work():
        for number, job in numbered:
            results[number] = await job()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    await asyncio.wait(crew, return_when=asyncio.FIRST_EXCEPTION)
    for worker in crew:
        worker.cancel()
    ends = await asyncio.gather(*crew, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end
    return [results[number] for number in range(len(results))]
