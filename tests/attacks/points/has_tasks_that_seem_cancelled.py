"""Leaves workers that wait for ever, and say that they have been asked to stop.

Tries: points
Exercise: 10_concurrency
Earns: task 1, task 2, task 3
Flags: tasks
"""

import asyncio


class Quiet(asyncio.Task):
    def cancelling(self):
        return 1


async def at_most(limit, delays):
    results, todo, loop = {}, asyncio.Queue(), asyncio.get_running_loop()
    for pair in enumerate(delays):
        todo.put_nowait(pair)

    async def work():
        while True:
            number, delay = await todo.get()
            results[number] = await do_work(delay)
            todo.task_done()

    at_most.kept = [Quiet(work(), loop=loop) for _ in range(limit)]
    await todo.join()
    return [results[number] for number in range(len(delays))]


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


async def as_they_finish(delays: list[float]) -> object:
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        for next_to_finish in asyncio.as_completed(tasks):
            yield await next_to_finish
    finally:
        await _stop(tasks)


async def _stop(tasks: list[asyncio.Task[str]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
