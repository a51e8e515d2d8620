"""batches reads the source inside asyncio.timeout, which cancels the pending item when the time is up.

Fails: task 4
Says: Items got lost: not everything that the source gave was in the batches.
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
    batch, ended = [], False
    try:
        while not ended:
            batch = []
            try:
                async with asyncio.timeout(within):
                    while len(batch) < size:
                        batch.append(await anext(source))
            except TimeoutError:
                pass
            except StopAsyncIteration:
                ended = True
            if batch:
                yield batch
    finally:
        await source.aclose()
