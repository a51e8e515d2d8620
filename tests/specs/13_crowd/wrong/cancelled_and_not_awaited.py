"""The others are cancelled, and nobody waits until they have ended.

Fails: task 2
Says: When the failure came out, jobs that had been cancelled were not over yet: wait for them.
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
    try:
        await asyncio.wait(crew, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for worker in crew:
            worker.cancel()
    for worker in crew:
        if worker.done() and not worker.cancelled() and worker.exception():
            raise worker.exception()
    return [results[number] for number in range(len(results))]
