"""merge takes an item of each source in turn, and waits for whoever's turn it is.

Fails: task 2
Says: Items came out later than they arrived; with a waiting consumer each should come out at once.
"""

import asyncio


async def ticker(interval, count):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(count):
        await asyncio.sleep(start + (number + 1) * interval - loop.time())
        yield number


async def merge(*sources):
    iterators = [aiter(source) for source in sources]
    try:
        while iterators:
            for iterator in list(iterators):
                try:
                    yield await anext(iterator)
                except StopAsyncIteration:
                    iterators.remove(iterator)
    finally:
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
