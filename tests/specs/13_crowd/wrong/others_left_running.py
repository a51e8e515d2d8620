"""gather raises, and the other workers go on.

Fails: task 2
Says: After a job had failed, another one was taken.
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

    await asyncio.gather(*(work() for _ in range(workers)))
    return [results[number] for number in range(len(results))]
