"""Keeps the results by item, and equal items have one place only.

Fails: task 3
Says: Items that are equal have the same result: each item should have a result of its own.
"""

import asyncio


async def produce(queue, items):
    for item in items:
        await queue.put(item)


async def consume(queue, handle):
    while True:
        item = await queue.get()
        try:
            await handle(item)
        finally:
            queue.task_done()


async def run_pipeline(items, handle, workers, maxsize):
    queue = asyncio.Queue(maxsize)
    results = {}
    order = []

    async def feed():
        for numbered in enumerate(items):
            order.append(repr(numbered[1]))
            await queue.put(numbered)

    async def work():
        while True:
            number, item = await queue.get()
            results[repr(item)] = await handle(item)
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
    return [results[key] for key in order]
