"""Starts a task for each item and takes the next one at once.

Fails: task 2
Says: A consumer began an item before it was done with the one before.
"""

import asyncio


async def produce(queue, items):
    for item in items:
        await queue.put(item)


async def consume(queue, handle):
    async def one(item):
        try:
            await handle(item)
        finally:
            queue.task_done()

    tasks = set()
    while True:
        tasks.add(asyncio.create_task(one(await queue.get())))


async def run_pipeline(items, handle, workers, maxsize):
    queue = asyncio.Queue(maxsize)
    results = {}

    async def feed():
        for numbered in enumerate(items):
            await queue.put(numbered)

    async def work():
        while True:
            number, item = await queue.get()
            results[number] = await handle(item)
            queue.task_done()

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work()) for _ in range(workers)]
            await feed()
            await queue.join()
            for task in tasks:
                task.cancel()
    except ExceptionGroup as failures:
        raise failures.exceptions[0]
    return [results[number] for number in sorted(results)]
