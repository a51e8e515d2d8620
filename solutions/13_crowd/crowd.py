"""Ten thousand coroutines on one processor, and how to keep a crowd in hand."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any


async def crowd(n: int, delay: float) -> int:
    """Let `n` coroutines wait `delay` seconds each, all at the same time; give `n`."""
    await asyncio.gather(*(asyncio.sleep(delay) for _ in range(n)))
    return n


async def pool(jobs: Iterator[Callable[[], Awaitable[Any]]], workers: int) -> list[Any]:
    """Do all the jobs, `workers` of them at a time; give their results in the order of the jobs."""
    numbered = enumerate(jobs)
    results: dict[int, Any] = {}

    async def work() -> None:
        # All workers share the iterator, and whoever is free takes the next job: so none idles, none is taken early.
        for number, job in numbered:
            results[number] = await job()

    crew = [asyncio.create_task(work()) for _ in range(workers)]
    try:
        await asyncio.wait(
            crew, return_when=asyncio.FIRST_EXCEPTION
        )  # unlike gather, it cancels nobody by itself
    finally:
        for worker in crew:
            worker.cancel()
        ends = await asyncio.gather(
            *crew, return_exceptions=True
        )  # cancel() only asks: they need a turn to end
    for end in ends:
        if isinstance(end, Exception):  # the others' CancelledErrors are none
            raise end
    return [results[number] for number in range(len(results))]
