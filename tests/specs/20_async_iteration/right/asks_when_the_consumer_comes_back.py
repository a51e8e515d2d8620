"""No source is asked for its next item before the consumer asks; the order of arrival is kept by a counter."""

import asyncio
import time
from contextlib import AsyncExitStack


async def ticker(interval, count):
    start = time.monotonic()
    number = 0
    while number < count:
        number += 1
        await asyncio.sleep(max(0.0, start + number * interval - time.monotonic()))
        yield number - 1


async def answer(iterator, stamps):
    """(stamp, item, error, ended) of the next item."""
    try:
        item, error, ended = await anext(iterator), None, False
    except StopAsyncIteration:
        item, error, ended = None, None, True
    except Exception as failure:
        item, error, ended = None, failure, False
    stamps.append(None)
    return len(stamps), item, error, ended


async def merge(*sources):
    asked, stamps = {}, []
    async with AsyncExitStack() as stack:
        for source in sources:
            if hasattr(source, "aclose"):
                stack.push_async_callback(source.aclose)
        stack.push_async_callback(end_all, asked)
        for iterator in [source.__aiter__() for source in sources]:
            asked[asyncio.create_task(answer(iterator, stamps))] = iterator
        while asked:
            done, _ = await asyncio.wait(list(asked), return_when=asyncio.FIRST_COMPLETED)
            first = min(done, key=lambda task: task.result()[0])
            iterator = asked.pop(first)
            _, item, error, ended = first.result()
            if error:
                raise error
            if not ended:
                yield item
                asked[asyncio.create_task(answer(iterator, stamps))] = iterator


async def end_all(tasks):
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


class Connection:
    def __init__(self, log):
        self.stack = AsyncExitStack()
        self.log = log

    async def __aenter__(self):
        self.log.append("open")
        self.stack.callback(self.log.append, "close")
        return self

    async def __aexit__(self, *error):
        return await self.stack.__aexit__(*error)


async def batches(source, size, within):
    asked = {}
    ended = False
    async with AsyncExitStack() as stack:
        stack.push_async_callback(source.aclose)
        stack.push_async_callback(end_all, asked)
        while not ended:
            batch, timer = [], None
            while len(batch) < size:
                if not asked:
                    asked[asyncio.create_task(answer(source, []))] = source
                (task,) = asked
                waits = [task, timer] if timer else [task]
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
                if not task.done():
                    break
                asked.clear()
                _, item, error, ended = task.result()
                if error:
                    if timer:
                        timer.cancel()
                    raise error
                if ended:
                    break
                batch.append(item)
                if timer is None:
                    timer = asyncio.create_task(asyncio.sleep(within))
                    stack.callback(timer.cancel)
            if timer:
                timer.cancel()
            if batch:
                yield batch
