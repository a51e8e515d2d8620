"""`asyncio.wait` sees whatever ends first: the pipeline, or a failure. The handlers in flight may finish."""

import asyncio


async def produce(queue, items):
    for item in items:
        await queue.put(item)


async def consume(queue, handle):
    async def one():
        item = await queue.get()
        try:
            return await handle(item)
        finally:
            queue.task_done()

    while True:
        await one()


async def run_pipeline(items, handle, workers, maxsize):
    queue = asyncio.Queue(maxsize)
    results = {}
    failed = asyncio.Event()

    async def work():
        while not failed.is_set():
            number, item = await queue.get()
            try:
                results[number] = await handle(item)
            except Exception:
                failed.set()
                raise
            queue.task_done()

    async def feed():
        await produce(queue, enumerate(items))
        await queue.join()

    feeder = asyncio.create_task(feed())
    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        done, _ = await asyncio.wait([feeder, *crew], return_when=asyncio.FIRST_COMPLETED)
    finally:
        failed.set()
        for task in [feeder, *crew]:
            task.cancel()
        await asyncio.gather(feeder, *crew, return_exceptions=True)
    for task in done:
        task.result()
    return tuple(result for _, result in sorted(results.items(), key=lambda pair: pair[0]))
