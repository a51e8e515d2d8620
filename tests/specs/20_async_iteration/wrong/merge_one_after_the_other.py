"""merge reads each source to its end before it begins with the next.

Fails: task 2
Says: The sources were read one after the other; all of them should be read at the same time.
"""

import asyncio


async def ticker(interval, count):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(count):
        await asyncio.sleep(start + (number + 1) * interval - loop.time())
        yield number


async def merge(*sources):
    for source in sources:
        async for item in source:
            yield item


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
