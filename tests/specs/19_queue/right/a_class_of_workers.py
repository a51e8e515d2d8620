"""A class holds the queue and the results; built from `produce` and `consume`."""

import asyncio


class Pipeline:
    """Producer, queue, consumers and the list of results."""

    def __init__(self, handle, workers, maxsize):
        self.handle, self.workers = handle, workers
        self.queue = asyncio.Queue(maxsize)
        self.results = []

    async def run(self, items):
        self.consumers = [asyncio.ensure_future(consume(self.queue, self)) for _ in range(self.workers)]
        self.producer = asyncio.ensure_future(produce(self.queue, self.numbered(items)))
        try:
            await self.until(self.producer)
            joined = asyncio.ensure_future(self.queue.join())
            self.consumers.append(joined)
            await self.until(joined)
        finally:
            await self.stop()
        return self.results

    def numbered(self, items):
        for number, item in enumerate(items):
            self.results.append(None)
            yield number, item

    async def __call__(self, numbered):
        number, item = numbered
        self.results[number] = await self.handle(item)

    async def until(self, task):
        done, _ = await asyncio.wait({task, *self.consumers}, return_when=asyncio.FIRST_COMPLETED)
        for ended in done:
            ended.result()

    async def stop(self):
        tasks = [self.producer, *self.consumers]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


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
    return await Pipeline(handle, workers, maxsize).run(items)
