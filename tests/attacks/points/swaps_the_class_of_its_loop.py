"""Gives the running loop another class, with another time, for the moment in which it is looked at.

Tries: points
Exercise: 10_concurrency
Earns: task 1, task 2, task 4
Flags: internals
"""

import asyncio


async def as_they_finish(delays):
    loop = asyncio.get_running_loop()
    start, kind = loop.time(), type(loop)
    await asyncio.gather(*(do_work(delay) for delay in delays))

    class Other(kind):
        said = 0.0

        def time(self):
            return self.said

    for delay in sorted(delays):
        Other.said = start + delay
        loop.__class__ = Other
        yield f"Done after {delay}s"
        loop.__class__ = kind


async def first_done(delays: list[float]) -> str:
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        await _stop(tasks)


async def do_work(delay: float) -> str:
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays: list[float]) -> list[str]:
    return await asyncio.gather(*(do_work(delay) for delay in delays))


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
