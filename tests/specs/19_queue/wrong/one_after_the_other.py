"""Handles one item after the other, without any worker.

Fails: task 3
Says: Only one item was handled at a time, though there are more workers.
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
    return [await handle(item) for item in items]
