"""Deals the items out in turn, to a queue for each worker.

Fails: task 3
Says: The items were not handled in the order in which they came.
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
    queues = [asyncio.Queue(1) for _ in range(workers)]
    results = {}

    async def work(queue):
        while True:
            number, item = await queue.get()
            results[number] = await handle(item)
            queue.task_done()

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work(queue)) for queue in queues]
            for number, item in enumerate(items):
                await queues[number % workers].put((number, item))
            for queue in queues:
                await queue.join()
            for task in tasks:
                task.cancel()
    except ExceptionGroup as failures:
        raise failures.exceptions[0]
    return [results[number] for number in sorted(results)]
