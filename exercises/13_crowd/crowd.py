"""Ten thousand coroutines on one processor, and how to keep a crowd in hand.

A job is a coroutine function without arguments: `await job()` does its work and gives its result.
Both functions are yours. Either can be written without the other.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any


async def crowd(n: int, delay: float) -> int:
    """Let `n` coroutines wait `delay` seconds each, all at the same time; give `n`."""
    # TODO task 1
    raise NotImplementedError


async def pool(jobs: Iterator[Callable[[], Awaitable[Any]]], workers: int) -> list[Any]:
    """Do all the jobs, `workers` of them at a time; give their results in the order of the jobs.

    A job is taken from `jobs` only when a worker is free for it: there may be millions of them. When one fails, or
    the caller is cancelled, nothing more is taken, and the others have been cancelled and have ended before that
    failure, or the cancellation, comes out. `workers` is at least 1.
    """
    # TODO task 2
    raise NotImplementedError
