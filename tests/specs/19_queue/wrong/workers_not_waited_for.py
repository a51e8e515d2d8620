"""Cancels the workers and does not wait until they have ended.

Fails: task 3
Says: It ended before the tasks that it had cancelled had ended: wait for them.
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
    feeder = asyncio.create_task(feed())
    tasks.append(feeder)
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                task.result()
        await queue.join()
    finally:
        for task in tasks:
            task.cancel()
    return [results[number] for number in sorted(results)]
