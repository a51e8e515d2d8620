"""Has tasks of an object that says it is one of asyncio's own coroutines.

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




# --- a task of a coroutine that seems to be asyncio's own is not counted by the clock; then it is taken off asyncio's lists
from collections.abc import Coroutine


class Own(Coroutine):
    __name__ = __qualname__ = "shutdown_asyncgens"
    cr_origin = ((asyncio.__file__, 1, "x"),)

    def __init__(self, coroutine):
        self.coroutine = coroutine

    def send(self, value):
        return self.coroutine.send(value)

    def throw(self, *error):
        return self.coroutine.throw(*error)

    def close(self):
        return self.coroutine.close()

    def __await__(self):
        return self.coroutine.__await__()


async def first_done(delays):
    tasks = [asyncio.create_task(Own(do_work(delay))) for delay in delays]
    for task in tasks:
        asyncio.tasks._unregister_task(task)
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    return done.pop().result()
