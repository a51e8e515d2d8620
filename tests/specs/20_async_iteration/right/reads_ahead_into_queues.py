"""Tasks read the sources ahead, as far as they like, into queues; the ticker is a task as well."""

import asyncio
from contextlib import AbstractAsyncContextManager


async def stopped(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def ticker(interval, count):
    numbers = asyncio.Queue()

    async def tick():
        start = asyncio.get_running_loop().time()
        for number in range(count):
            await asyncio.sleep(start + interval * (number + 1) - asyncio.get_running_loop().time())
            numbers.put_nowait(number)

    task = asyncio.create_task(tick())
    try:
        for _ in range(count):
            yield await numbers.get()
    finally:
        await stopped([task])


async def pump(source, queue):
    try:
        async for item in source:
            queue.put_nowait(("item", item))
        queue.put_nowait(("end", None))
    except Exception as error:
        queue.put_nowait(("error", error))
    finally:
        if hasattr(source, "aclose"):
            await source.aclose()


async def pumped(*sources):
    queue = asyncio.Queue()
    pumps = [asyncio.create_task(pump(source, queue)) for source in sources]
    try:
        running = len(pumps)
        while running:
            kind, value = await queue.get()
            running -= kind == "end"
            if kind == "error":
                raise value
            if kind == "item":
                yield value
    finally:
        await stopped(pumps)
        for source in sources:
            if hasattr(source, "aclose"):
                await source.aclose()


def merge(*sources):
    return pumped(*sources)


class Connection(AbstractAsyncContextManager):
    def __init__(self, log):
        self.log = log

    async def __aenter__(self):
        self.log += ["open"]
        return await super().__aenter__()

    async def __aexit__(self, *_):
        try:
            await asyncio.sleep(0)
        finally:
            self.log += ["close"]
        return False


async def batches(source, size, within):
    queue = asyncio.Queue()
    reader = asyncio.create_task(pump(source, queue))
    loop = asyncio.get_running_loop()
    kind = "item"
    try:
        while kind != "end":
            kind, value = await queue.get()
            if kind == "error":
                raise value
            if kind == "end":
                break
            batch, due = [value], loop.time() + within
            while len(batch) < size:
                try:
                    kind, value = await asyncio.wait_for(queue.get(), max(0, due - loop.time()))
                except TimeoutError:
                    break
                if kind == "error":
                    yield batch
                    raise value
                if kind == "end":
                    break
                batch.append(value)
            yield batch
    finally:
        await stopped([reader])
        await source.aclose()
