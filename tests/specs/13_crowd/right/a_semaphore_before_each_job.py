"""A ticket is taken before a job is; the group of tasks is taken apart to raise the failure itself."""

import asyncio


async def crowd(n, delay):
    tasks = [asyncio.create_task(asyncio.sleep(delay)) for _ in range(n)]
    for task in tasks:
        await task
    return len(tasks)


async def pool(jobs, workers):
    tickets, results = asyncio.Semaphore(workers), []

    async def work(number, job):
        results[number] = await job()
        tickets.release()

    try:
        async with asyncio.TaskGroup() as group:
            while True:
                await tickets.acquire()
                try:
                    job = next(jobs)
                except StopIteration:
                    break
                results.append(None)
                group.create_task(work(len(results) - 1, job))
    except* Exception as group:
        failure = group.exceptions[0]
    else:
        return results
    raise failure
