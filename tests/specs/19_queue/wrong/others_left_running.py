"""Raises the first failure while the other workers are still at work.

Fails: task 3
Says: It raised the failure while items were still being handled: the others should have ended.
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

    async def feed_and_join():
        await feed()
        await queue.join()
        for task in tasks:
            task.cancel()

    feeder = asyncio.create_task(feed_and_join())
    try:
        await asyncio.gather(feeder, *tasks)
    except asyncio.CancelledError:
        if not feeder.done():
            for task in [feeder, *tasks]:
                task.cancel()
            raise
        await asyncio.wait(tasks)
    return [results[number] for number in sorted(results)]
