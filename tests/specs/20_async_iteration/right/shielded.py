"""`wait_for` with a shield around the pending item; merge is woken by an event; the ticker sets timers."""

import asyncio
from collections import deque


async def ticker(interval, count):
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(count):
        rung = loop.create_future()
        timer = loop.call_at(start + interval + number * interval, rung.set_result, None)
        try:
            await rung
        finally:
            timer.cancel()
        yield number


class Merged:
    def __init__(self, sources):
        self.sources = sources
        self.waiting = deque()
        self.news = asyncio.Event()
        self.tasks = [asyncio.create_task(self.follow(source)) for source in sources]

    async def follow(self, source):
        async for item in source:
            self.waiting.append(item)
            self.news.set()

    async def close(self):
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(source.aclose() for source in self.sources if hasattr(source, "aclose")))


async def merge(*sources):
    merged = Merged(sources)
    for task in merged.tasks:
        task.add_done_callback(lambda _: merged.news.set())
    try:
        while True:
            failed = [task.exception() for task in merged.tasks if task.done() and task.exception()]
            running = not all(task.done() for task in merged.tasks)
            while merged.waiting:
                yield merged.waiting.popleft()
            if failed:
                raise failed[0]
            if not running:
                return
            if not merged.waiting:
                await merged.news.wait()
                merged.news.clear()
    finally:
        await merged.close()


class Connection:
    def __init__(self, log):
        self.write = log.append

    def __aenter__(self):
        self.write("open")
        return self.given()

    async def given(self):
        return self

    async def __aexit__(self, kind, error, traceback):
        return self.write("close")


async def batches(source, size, within):
    loop = asyncio.get_running_loop()
    nothing = object()
    pending = None
    batch = []
    try:
        while True:
            pending = pending or asyncio.ensure_future(anext(source, nothing))
            try:
                left = max(0, batch_due - loop.time()) if batch else None
                item = await asyncio.wait_for(asyncio.shield(pending), left)
            except TimeoutError:
                yield batch
                batch = []
                continue
            pending = None
            if item is nothing:
                break
            if not batch:
                batch_due = loop.time() + within
            batch = [*batch, item]
            if len(batch) >= size:
                yield batch
                batch = []
        if batch:
            yield batch
    finally:
        if pending:
            pending.cancel()
            await asyncio.wait([pending])
        await source.aclose()
