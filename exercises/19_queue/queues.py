"""Producer and consumer once more, this time with an `asyncio.Queue` between them.

The three functions are yours. Any of them can be written without the others.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, NoReturn

Handle = Callable[[Any], Awaitable[Any]]
"""A coroutine function that does something with an item."""


async def produce(queue: asyncio.Queue[Any], items: Iterable[Any]) -> None:
    """Put each of the items into the queue, in their order; where the queue is full, wait for room."""
    # TODO task 1
    raise NotImplementedError


async def consume(queue: asyncio.Queue[Any], handle: Handle) -> NoReturn:
    """For ever: get an item, await `handle(item)`, and tell the queue that the item is done.

    It is done also where `handle` raises; then that exception comes out. An item that was never got is not done.
    """
    # TODO task 2
    raise NotImplementedError


async def run_pipeline(items: Iterable[Any], handle: Handle, workers: int, maxsize: int) -> list[Any]:
    """Handle all the items, `workers` of them at the same time; give the results in the order of the items.

    Items are read only as they are needed: at most `maxsize` + 1 that no worker has got yet. When `handle` or
    `items` raises, no further item is handled, and that exception comes out when all tasks have ended.
    """
    # TODO task 3
    raise NotImplementedError
