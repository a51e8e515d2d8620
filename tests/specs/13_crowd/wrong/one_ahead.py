"""The next job is taken before somebody is free for it.

Fails: task 2
Says: A job was taken before a worker was free for it.
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
    results, running, tickets = [], set(), asyncio.Semaphore(workers)

    async def work(number, job):
        try:
            results[number] = await job()
        finally:
            tickets.release()

    try:
        for number, job in enumerate(jobs):
            await tickets.acquire()
            results.append(None)
            for task in running:
                if task.done():
                    task.result()
            running.add(asyncio.create_task(work(number, job)))
        await asyncio.gather(*running)
        return results
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
