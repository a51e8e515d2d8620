"""When its caller is cancelled, nobody stops the workers.

Fails: task 3
Says: Its caller was cancelled, but tasks of the pipeline ran on.
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

    feeder = asyncio.create_task(feed())
    tasks = [asyncio.create_task(work()) for _ in range(workers)]
    left = [feeder, *tasks]
    done, _ = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
    if feeder in done and not feeder.exception():
        joined = asyncio.create_task(queue.join())
        left.append(joined)
        done, _ = await asyncio.wait([joined, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    for task in done:
        task.result()
    return [results[number] for number in sorted(results)]
