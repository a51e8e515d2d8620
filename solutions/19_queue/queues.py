"""Producer and consumer once more, this time with an `asyncio.Queue` between them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, NoReturn

Handle = Callable[[Any], Awaitable[Any]]


async def produce(queue: asyncio.Queue[Any], items: Iterable[Any]) -> None:
    # put waits where the queue is full: that is what slows the producer down.
    for item in items:
        await queue.put(item)


async def consume(queue: asyncio.Queue[Any], handle: Handle) -> NoReturn:
    while True:
        # get stands outside of the try: an item that was not got must not be ticked off.
        item = await queue.get()
        try:
            await handle(item)
        finally:
            queue.task_done()


async def run_pipeline(items: Iterable[Any], handle: Handle, workers: int, maxsize: int) -> list[Any]:
    queue: asyncio.Queue[tuple[int, Any]] = asyncio.Queue(maxsize)
    results: dict[int, Any] = {}

    async def handle_numbered(numbered: tuple[int, Any]) -> None:
        # The number, and not the item, says where the result belongs: items may be equal, or unhashable.
        number, item = numbered
        results[number] = await handle(item)

    try:
        async with asyncio.TaskGroup() as group:
            consumers = [group.create_task(consume(queue, handle_numbered)) for _ in range(workers)]
            await produce(queue, enumerate(items))
            await queue.join()
            for consumer in consumers:
                consumer.cancel()
    except ExceptionGroup as failures:
        # The group has cancelled the others, and has waited for them.
        raise failures.exceptions[0] from None
    return [results[number] for number in range(len(results))]
