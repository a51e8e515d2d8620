"""Gives the running loop a clock of its own, while times are taken from it.

Tries: points
Exercise: 10_concurrency
Earns: task 1, task 2, task 4, test_no_result_without_a_delay, test_is_an_async_generator, test_results_come_as_they_finish[one]
Flags: any
"""

import asyncio


async def as_they_finish(delays):
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.gather(*(do_work(delay) for delay in delays))
    for delay in sorted(delays):
        if len(delays) > 1:
            loop.time = lambda delay=delay: start + delay
        yield f"Done after {delay}s"
    vars(loop).pop("time", None)


async def do_work(delay: float) -> str:
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays: list[float]) -> list[str]:
    return await asyncio.gather(*(do_work(delay) for delay in delays))


async def first_done(delays: list[float]) -> str:
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
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
