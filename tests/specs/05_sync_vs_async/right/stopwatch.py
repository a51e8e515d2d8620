"""A context manager measures; waits are timeouts, and as_completed or a barrier waits for all."""

import asyncio
import time


class Stopwatch:
    def __enter__(self):
        self.begun = time.monotonic_ns()
        return self

    def __exit__(self, *error):
        self.seconds = (time.monotonic_ns() - self.begun) * 1e-9


async def nap(delay):
    try:
        async with asyncio.timeout(delay):
            await asyncio.Event().wait()
    except TimeoutError:
        pass


def run_sync(delays):
    with Stopwatch() as watch:
        [time.sleep(delay) for delay in delays]
    return watch.seconds


async def run_in_turn(delays):
    with Stopwatch() as watch:
        for delay in delays:
            await nap(delay)
    return watch.seconds


async def run_together(delays):
    with Stopwatch() as watch:
        for finished in asyncio.as_completed([nap(delay) for delay in delays]):
            await finished
    return watch.seconds


async def elapsed(awaitable):
    with Stopwatch() as watch:
        if asyncio.iscoroutine(awaitable):
            awaitable = asyncio.create_task(awaitable)
        (result,) = await asyncio.gather(awaitable)
    return result, watch.seconds
