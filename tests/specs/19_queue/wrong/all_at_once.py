"""Handles all items at the same time.

Fails: task 3
Says: More items were handled at the same time than there are workers.
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
    tasks = []
    try:
        async with asyncio.TaskGroup() as group:
            for item in items:
                tasks.append(group.create_task(handle(item)))
    except ExceptionGroup as failures:
        raise failures.exceptions[0]
    return [task.result() for task in tasks]
