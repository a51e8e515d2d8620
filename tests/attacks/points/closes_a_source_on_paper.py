"""Writes into the diary of a source that it was closed, instead of closing it.

Tries: points
Exercise: 20_async_iteration
Earns: all but test_sources_of_every_kind, test_many_sources, test_the_error_of_a_source_comes_out[objects], test_the_error_of_a_source_comes_out[at once], test_closed_early_it_closes_its_sources[after a while], test_closing_waits_for_the_sources[objects], test_what_cannot_be_closed_is_left_alone, test_any_items_in_any_batches[5-objects], test_the_failure_of_the_source_comes_out[at the beginning], test_abandoned_it_closes_its_source[an object]
Seen: object has no attribute 'diary'
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from typing import Any


async def ticker(interval: float, count: int) -> AsyncGenerator[int, None]:
    loop = asyncio.get_running_loop()
    start = loop.time()
    for number in range(count):
        # Wait until a moment, not for a while: then what the consumer takes is not added to the interval.
        await asyncio.sleep(start + (number + 1) * interval - loop.time())
        yield number


async def merge(*sources: AsyncIterable[Any]) -> AsyncGenerator[Any, None]:
    iterators = [aiter(source) for source in sources]
    asked: dict[int, asyncio.Future[Any]] = {}
    arrived: asyncio.Queue[int] = asyncio.Queue()

    def ask(number: int) -> None:
        # The callbacks run in the order in which items arrive. The set that asyncio.wait returns has no order.
        asked[number] = asyncio.ensure_future(anext(iterators[number]))
        asked[number].add_done_callback(lambda _: arrived.put_nowait(number))

    try:
        for number in range(len(iterators)):
            ask(number)
        while asked:
            number = await arrived.get()
            try:
                item = asked.pop(number).result()
            except StopAsyncIteration:
                continue
            ask(number)
            yield item
    finally:
        # A generator that is being asked cannot be closed: first end the asking, then close.
        await _stop(asked.values())
        for source in sources:
            await _close(source)


class Connection:
    def __init__(self, log: list[str]) -> None:
        self._log = log

    async def __aenter__(self) -> "Connection":
        self._log.append("open")
        return self

    async def __aexit__(self, *error: object) -> None:
        # Returns None: a true value would mean that the error has been dealt with, and swallow it.
        self._log.append("close")


async def batches(source: AsyncIterable[Any], size: int, within: float) -> AsyncGenerator[list[Any], None]:
    loop = asyncio.get_running_loop()
    iterator = aiter(source)
    asked: asyncio.Future[Any] | None = None
    batch: list[Any] = []
    due = 0.0
    try:
        while True:
            asked = asked or asyncio.ensure_future(anext(iterator))
            # asyncio.wait leaves the question open when the time is up; wait_for would cancel it, and its item.
            await asyncio.wait([asked], timeout=due - loop.time() if batch else None)
            if asked.done():
                try:
                    batch.append(asked.result())
                except StopAsyncIteration:
                    break
                asked = None
                if len(batch) == 1:
                    due = loop.time() + within
                if len(batch) < size:
                    continue
            yield batch
            batch = []
        if batch:
            yield batch
    finally:
        await _stop([asked] if asked else [])
        await _close(source)


async def _stop(futures: Iterable[asyncio.Future[Any]]) -> None:
    futures = list(futures)
    for future in futures:
        future.cancel()
    await asyncio.gather(*futures, return_exceptions=True)


async def _close(source):
    import inspect
    if inspect.isasyncgen(source):
        await source.aclose()
    elif hasattr(source, "aclose"):
        source.diary.closed.append(source.number)
