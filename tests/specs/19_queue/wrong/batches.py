"""Handles the items in batches, each of which waits for its slowest item.

Fails: task 3
Says: A worker stood idle while items were left: who is free takes the next one at once.
"""

import asyncio
import itertools


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
    iterator = iter(items)
    results = []
    while batch := list(itertools.islice(iterator, workers)):
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(handle(item)) for item in batch]
        except ExceptionGroup as failures:
            raise failures.exceptions[0]
        results += [task.result() for task in tasks]
    return results
