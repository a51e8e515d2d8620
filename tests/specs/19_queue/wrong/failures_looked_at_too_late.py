"""Goes on with the other workers after a failure, and looks for it at the end.

Fails: task 3
Says: After a failure another item was handled; no further one should be begun.
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
    failures = []

    async def feed():
        for numbered in enumerate(items):
            await queue.put(numbered)

    async def work():
        while True:
            number, item = await queue.get()
            try:
                results[number] = await handle(item)
            except Exception as error:
                failures.append(error)
            queue.task_done()

    tasks = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await feed()
        await queue.join()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if failures:
        raise failures[0]
    return [results[number] for number in sorted(results)]
