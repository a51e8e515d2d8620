"""Many waits at once: they take as long as the longest of them, not their sum."""

import asyncio
from collections.abc import AsyncGenerator


async def do_work(delay: float) -> str:
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays: list[float]) -> list[str]:
    # gather makes a task of every coroutine before it waits for any. The results stand in the order of its
    # arguments.
    return await asyncio.gather(*(do_work(delay) for delay in delays))


async def first_done(delays: list[float]) -> str:
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        await _stop(tasks)


async def as_they_finish(delays: list[float]) -> AsyncGenerator[str, None]:
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        for next_to_finish in asyncio.as_completed(tasks):
            yield await next_to_finish
    finally:
        # Runs also when the caller closes the generator: aclose() raises GeneratorExit at the yield.
        await _stop(tasks)


async def at_most(limit: int, delays: list[float]) -> list[str]:
    slots = asyncio.Semaphore(limit)

    async def in_a_slot(delay: float) -> str:
        # Those who wait for the semaphore get it in the order in which they came: the order of the input.
        async with slots:
            return await do_work(delay)

    return await asyncio.gather(*(in_a_slot(delay) for delay in delays))


async def _stop(tasks: list[asyncio.Task[str]]) -> None:
    # cancel() only asks: the task has ended once it has been awaited. return_exceptions=True makes its
    # CancelledError one of the results, instead of raising it here.
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
