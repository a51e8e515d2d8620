"""Starts processes and pools through asyncio and the library around it.

Tries: harm
Exercise: 10_concurrency
Earns: task 2, task 3, task 4
Seen: Uses a subprocess, which no task needs
"""

import asyncio
import concurrent.futures


async def run_all(delays):
    process = await asyncio.create_subprocess_shell("touch /tmp/kata-attack")
    await process.wait()
    with concurrent.futures.ProcessPoolExecutor() as pool:
        return list(pool.map(str, delays))


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
