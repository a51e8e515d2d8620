"""A TaskGroup raises a group.

Fails: task 2
Says: A group of exceptions came out: raise the exception of the job itself.
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

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return [results[number] for number in range(len(results))]
