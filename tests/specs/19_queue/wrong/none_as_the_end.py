"""Uses None as a sign of the end, though items may be None.

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
        for _ in range(workers):
            await queue.put((0, None))

    async def work():
        while True:
            number, item = await queue.get()
            if item is None:
                queue.task_done()
                return
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
