"""With each item a future travels through the queue; the caller reads the results from the futures."""

import asyncio


async def produce(queue, items):
    for item in items:
        try:
            queue.put_nowait(item)
        except asyncio.QueueFull:
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
    promises = []
    over = asyncio.get_running_loop().create_future()

    def fail(error):
        if not over.done():
            over.set_exception(error)

    async def feed():
        try:
            for item in items:
                promises.append(asyncio.get_running_loop().create_future())
                await queue.put((item, promises[-1]))
            await queue.join()
        except Exception as error:
            fail(error)
        else:
            if not over.done():
                over.set_result(None)

    async def work():
        while not over.done():
            item, promise = await queue.get()
            try:
                promise.set_result(await handle(item))
            except Exception as error:
                return fail(error)
            queue.task_done()

    tasks = [asyncio.create_task(feed()), *(asyncio.create_task(work()) for _ in range(workers))]
    try:
        await over
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    return [promise.result() for promise in promises]
