"""No worker tasks: as many tickets as workers; each item gets a task of its own once a ticket is free."""

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
    tickets = asyncio.Semaphore(workers)
    tasks = []

    async def one(item):
        try:
            return await handle(item)
        finally:
            tickets.release()

    try:
        async with asyncio.TaskGroup() as group:
            await tickets.acquire()
            for item in items:
                tasks.append(group.create_task(one(item)))
                await tickets.acquire()
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
