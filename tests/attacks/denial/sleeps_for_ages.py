"""Sleeps for a billion seconds, and waits for what can never come.

Tries: denial
Exercise: 10_concurrency
Earns: task 3, task 4
Seen: Took 1e+09 s
Seen: Everything waits and nothing can go on
"""

import asyncio


async def run_all(delays):
    await asyncio.sleep(1e9)
    return [f"Done after {delay}s" for delay in delays]


async def first_done(delays):
    await asyncio.get_running_loop().create_future()


async def do_work(delay: float) -> str:
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def as_they_finish(delays: list[float]) -> object:
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        for next_to_finish in asyncio.as_completed(tasks):
            yield await next_to_finish
    finally:
        await _stop(tasks)


async def at_most(limit: int, delays: list[float]) -> list[str]:
    slots = asyncio.Semaphore(limit)

    async def in_a_slot(delay: float) -> str:
        async with slots:
            return await do_work(delay)

    return await asyncio.gather(*(in_a_slot(delay) for delay in delays))


async def _stop(tasks: list[asyncio.Task[str]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
