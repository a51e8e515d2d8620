"""Has asyncio.sleep take no time where it would show, and puts it back.

Tries: points
Exercise: 10_concurrency
Earns: all but test_every_delay_is_waited_for
Flags: patched
"""

import asyncio

true_sleep = asyncio.sleep


async def run_all(delays):
    async def short(delay, result=None):
        return await true_sleep(0, result)

    asyncio.sleep = short
    try:
        texts = [await do_work(delay) for delay in delays]
    finally:
        asyncio.sleep = true_sleep
    await asyncio.sleep(max(delays, default=0))
    return texts


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
