"""Raises exception groups within each other, ten thousand deep, and one that holds itself.

Tries: denial
Exercise: 10_concurrency
Earns: all but test_no_wait_takes_no_time[none], test_nobody_is_left_to_cancel[one]
Seen: Raised ExceptionGroup
Seen: Still running
"""

import asyncio


class Ring(ExceptionGroup):
    @property
    def exceptions(self):
        return (self,)


async def harm():
    error = ValueError("inside")
    for _ in range(10_000):
        error = ExceptionGroup("shell", [error])
    raise error


async def first_done(delays):
    if len(delays) == 1 and delays[0] == 3:
        raise Ring("ring", [ValueError()])


    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        await _stop(tasks)


async def run_all(delays):
    if not delays:
        return await harm()
    return await asyncio.gather(*(do_work(delay) for delay in delays))


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
