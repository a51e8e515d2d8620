"""Changes a function of asyncio's for as long as it is measured, and puts the true one back before anyone looks.

Tries: points
Exercise: 10_concurrency
Earns: task 1, task 3, task 4
Flags: patched
"""

import asyncio


async def first_done(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    true_all_tasks = asyncio.all_tasks

    def lying_all_tasks():
        asyncio.all_tasks = true_all_tasks
        return {asyncio.current_task()}

    asyncio.all_tasks = lying_all_tasks
    return done.pop().result()


async def do_work(delay: float) -> str:
    await asyncio.sleep(delay)
    return f"Done after {delay}s"


async def run_all(delays: list[float]) -> list[str]:
    return await asyncio.gather(*(do_work(delay) for delay in delays))


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
