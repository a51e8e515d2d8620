"""Streams of items that arrive over time: read them with `async for`, and put everything away with `async with`.

The three async generators and the class are yours. Any of them can be written without the others.
"""

from collections.abc import AsyncGenerator, AsyncIterable
from typing import Any


async def ticker(interval: float, count: int) -> AsyncGenerator[int, None]:
    """Yield 0, 1, ... count-1: one number per `interval` seconds.

    The i-th comes (i + 1) * interval seconds after the first was asked for, however long the consumer is busy
    between two numbers, as long as that is less than `interval`.
    """
    # TODO task 1
    raise NotImplementedError
    yield 0  # a `yield` is what makes this an async generator: replace this line, but keep a `yield`


async def merge(*sources: AsyncIterable[Any]) -> AsyncGenerator[Any, None]:
    """Yield the items of all sources, in the order in which they arrive.

    When a source fails, the items that arrived before come out, and then the error itself. After an error, and
    when it is closed early, every source that has `aclose` is closed before `aclose` of this generator returns.
    """
    # TODO task 2
    raise NotImplementedError
    yield None  # replace this line, but keep a `yield`


class Connection:
    """An async context manager, which gives itself. Errors of the block pass through.

    Appends "open" to `log` when the block is entered, and always "close" when it is left.
    """

    def __init__(self, log: list[str]) -> None:
        # TODO task 3
        raise NotImplementedError


async def batches(source: AsyncIterable[Any], size: int, within: float) -> AsyncGenerator[list[Any], None]:
    """Yield the items of the source in lists.

    A batch goes out when it has `size` items, or `within` seconds after its first item arrived, or at once when
    the source ends. None is empty, no item is lost. A failure of the source is raised. The source is closed
    after a failure, and when this generator is closed early.
    """
    # TODO task 4
    raise NotImplementedError
    yield []  # replace this line, but keep a `yield`
