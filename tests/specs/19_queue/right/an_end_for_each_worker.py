"""The producer puts an object of its own for each worker, which ends with it. Nobody needs `join`."""

import asyncio


END = object()


async def produce(queue, items):
    iterator = iter(items)
    while True:
        try:
            item = next(iterator)
        except StopIteration:
            return
        await queue.put(item)


async def consume(queue, handle):
    while True:
        item = await queue.get()
        try:
            await handle(item)
        except BaseException:
            queue.task_done()
            raise
        queue.task_done()


async def run_pipeline(items, handle, workers, maxsize):
    queue = asyncio.Queue(maxsize)
    results = []

    async def feed():
        for item in items:
            results.append(None)
            await queue.put((len(results) - 1, item))
        for _ in range(workers):
            await queue.put(END)

    async def work():
        while (numbered := await queue.get()) is not END:
            number, item = numbered
            results[number] = await handle(item)

    tasks = [asyncio.create_task(work()) for _ in range(workers)]
    tasks.append(asyncio.create_task(feed()))
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return results
