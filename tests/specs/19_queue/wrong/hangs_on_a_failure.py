"""Waits for `join`, which never comes when a worker has failed.

Fails: task 3
Says: Everything waits and nothing can go on: ...
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

    async def feed():
        for numbered in enumerate(items):
            await queue.put(numbered)

    async def work():
        while True:
            number, item = await queue.get()
            results[number] = await handle(item)
            queue.task_done()

    tasks = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await feed()
        await queue.join()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return [results[number] for number in sorted(results)]
