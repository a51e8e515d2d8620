"""batches reads the source in a task of its own, and forgets that task when it is closed.

Fails: task 4
Says: Tasks were still running after the generator had been closed.
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
        try:
            async for item in source:
                queue.put_nowait(("item", item))
            queue.put_nowait(("end", None))
        except Exception as error:
            queue.put_nowait(("error", error))

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
    queue = asyncio.Queue()

    async def reader():
        try:
            async for item in source:
                queue.put_nowait(("item", item))
            queue.put_nowait(("end", None))
        except Exception as error:
            queue.put_nowait(("error", error))
        finally:
            await source.aclose()

    task = asyncio.create_task(reader())
    batch, due = [], 0
    while not task.done() or not queue.empty():
        try:
            kind, value = await asyncio.wait_for(queue.get(), due - loop.time() if batch else None)
        except TimeoutError:
            yield batch
            batch = []
            continue
        if kind == "error":
            raise value
        if kind == "end":
            break
        if not batch:
            due = loop.time() + within
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
