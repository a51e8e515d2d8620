"""A task is made for each job up front; a semaphore lets some of them work.

Fails: task 2
Says: All the jobs were taken at the start; one is taken only when a worker is free for it.
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
    tickets = asyncio.Semaphore(workers)

    async def work(job):
        async with tickets:
            return await job()

    tasks = [asyncio.create_task(work(job)) for job in jobs]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
