"""merge hands out the set of finished tasks of asyncio.wait, which has no order.

Fails: task 2
Says: The items did not come in the order in which they arrived.
"""

import asyncio


async def ticker(interval, count):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(count):
        await asyncio.sleep(start + (number + 1) * interval - loop.time())
        yield number


async def merge(*sources):
    iterators = {}
    try:
        for source in sources:
            iterator = aiter(source)
            iterators[asyncio.ensure_future(anext(iterator))] = iterator
        while iterators:
            done, _ = await asyncio.wait(iterators, return_when=asyncio.FIRST_COMPLETED)
            for task in sorted(done, key=id):
                iterator = iterators.pop(task)
                try:
                    item = task.result()
                except StopAsyncIteration:
                    continue
                iterators[asyncio.ensure_future(anext(iterator))] = iterator
                yield item
    finally:
        for task in iterators:
            task.cancel()
        await asyncio.gather(*iterators, return_exceptions=True)
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
