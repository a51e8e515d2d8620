"""It takes as many jobs as there are workers, and waits for all of them.

Fails: task 2
Says: A worker stood idle while jobs were left: it should take the next one as soon as its job has ended.
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
    results = []
    while batch := [job for _, job in zip(range(workers), jobs)]:
        tasks = [asyncio.create_task(job()) for job in batch]
        try:
            results += await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    return results
