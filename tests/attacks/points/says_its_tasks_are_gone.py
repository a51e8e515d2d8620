"""Tells the loop that its tasks were destroyed, and takes them off the list.

Tries: points
Exercise: 10_concurrency
Earns: task 1, task 3, task 4, test_gives_the_first_result_when_it_is_there, test_gives_the_first_of_many, test_all_are_started, test_nobody_is_left_to_cancel
Flags: tasks
"""

import asyncio


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




async def first_done(delays):
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        asyncio.tasks._unregister_task(task)
        asyncio.get_running_loop().call_exception_handler(
            {"message": "Task was destroyed but it is pending!", "task": task}
        )
    return done.pop().result()
