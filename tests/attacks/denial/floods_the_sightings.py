"""Does what the clock takes note of hundreds of times: blocks, leaves coroutines and tasks behind.

Tries: denial
Exercise: 10_concurrency
Earns: all but test_no_wait_takes_no_time[none]
Seen: Took 0.5 s, expected 0 s
"""

import asyncio
import time


async def harm():
    for _ in range(500):
        time.sleep(0.001)
        do_work(1)
        asyncio.get_running_loop().create_task(do_work(1000))
    return []


async def run_all(delays):
    if not delays:
        return await harm()
    return await asyncio.gather(*(do_work(delay) for delay in delays))


async def do_work(delay: float) -> str:
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def first_done(delays: list[float]) -> str:
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        await _stop(tasks)


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
