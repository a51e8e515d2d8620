"""A queue of one place holds the sources back; batches are cut by timers that put a mark in the same queue."""

import asyncio


async def ticker(interval, count):
    next_tick = asyncio.create_task(asyncio.sleep(interval))
    try:
        for number in range(count):
            await next_tick
            next_tick = asyncio.create_task(asyncio.sleep(interval))
            yield number
    finally:
        next_tick.cancel()


class Failed:
    def __init__(self, error):
        self.error = error


async def fill(queue, source, end):
    try:
        async for item in source:
            await queue.put((item, None))
    except Exception as error:
        await queue.put((end, error))
    else:
        await queue.put((end, None))


async def merge(*sources):
    queue, end = asyncio.Queue(1), object()
    tasks = [asyncio.ensure_future(fill(queue, source, end)) for source in sources]
    left = len(sources)
    try:
        while left:
            item, error = await queue.get()
            if error is not None:
                raise error
            if item is end:
                left -= 1
            else:
                yield item
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            try:
                await task
            except (asyncio.CancelledError, Exception):
                pass
        for source in reversed(sources):
            close = getattr(source, "aclose", None)
            if close is not None:
                await close()


class Logged:
    async def __aenter__(self):
        self.log.append("open")
        return self

    async def __aexit__(self, *args):
        self.log.append("close")


class Connection(Logged):
    def __init__(self, log):
        self.log = log


async def batches(source, size, within):
    loop = asyncio.get_running_loop()
    queue, end, due = asyncio.Queue(), object(), object()
    reader = asyncio.create_task(fill(queue, source, end))
    batch, timer = [], None
    try:
        while True:
            item, error = await queue.get()
            if item is end:
                if batch:
                    yield batch
                if error is not None:
                    raise error
                return
            if item is due:
                if error != id(batch):
                    continue
            else:
                batch.append(item)
                if len(batch) == 1:
                    timer = loop.call_later(within, queue.put_nowait, (due, id(batch)))
                if len(batch) < size:
                    continue
            timer.cancel()
            handed_out, batch = batch, []
            yield handed_out
            del handed_out
    finally:
        if timer:
            timer.cancel()
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)
        await source.aclose()
