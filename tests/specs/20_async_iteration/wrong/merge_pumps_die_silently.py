"""merge does not tell its consumer that a source has failed, so the consumer waits for ever.

Fails: task 2
Says: A source failed, and its error did not come out.
"""

import asyncio


async def ticker(interval, count):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(count):
        await asyncio.sleep(start + (number + 1) * interval - loop.time())
        yield number


async def merge(*sources):
    queue = asyncio.Queue()

    async def pump(source):
        async for item in source:
            queue.put_nowait(("item", item))
        queue.put_nowait(("end", None))

    pumps = [asyncio.create_task(pump(source)) for source in sources]
    running = len(pumps)
    try:
        while running:
            kind, value = await queue.get()
            if kind == "item":
                yield value
            elif kind == "error":
                raise value
            else:
                running -= 1
    finally:
        for task in pumps:
            task.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)
        for source in sources:
            if hasattr(source, "aclose"):
                await source.aclose()


class Connection:
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        self.log.append("open")
        return self

    async def __aexit__(self, exc_type, exc, traceback):
        self.log.append("close")


async def batches(source, size, within):
    loop = asyncio.get_running_loop()
    pending, batch, due = None, [], 0
    try:
        while True:
            if pending is None:
                pending = asyncio.ensure_future(anext(source))
            await asyncio.wait([pending], timeout=due - loop.time() if batch else None)
            if not pending.done():
                yield batch
                batch = []
                continue
            try:
                item = pending.result()
            except StopAsyncIteration:
                break
            pending = None
            if not batch:
                due = loop.time() + within
            batch.append(item)
            if len(batch) == size:
                yield batch
                batch = []
        if batch:
            yield batch
    finally:
        if pending is not None:
            pending.cancel()
            await asyncio.gather(pending, return_exceptions=True)
        await source.aclose()
