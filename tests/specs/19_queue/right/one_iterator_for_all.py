"""No queue at all in the pipeline: each worker that is free takes the next item from one iterator."""

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
    numbered = enumerate(items)
    results = {}

    async def work():
        for number, item in numbered:
            results[number] = await handle(item)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(workers):
                group.create_task(work())
    except* Exception as failures:
        failure = failures.exceptions[0]
    else:
        failure = None
    if failure is not None:
        raise failure
    return [results[number] for number in range(len(results))]
