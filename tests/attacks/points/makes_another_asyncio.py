"""Has the C half of asyncio made once more, with the functions as they were.

Tries: points
Exercise: 10_concurrency
Earns: nothing
Flags: internals
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


import importlib.util

_fresh = importlib.util.module_from_spec(importlib.util.find_spec("_asyncio"))


class Fake:
    def __init__(self, loop):
        self.__dict__["real"] = loop

    def __getattr__(self, name):
        return getattr(self.real, name)

    def __setattr__(self, name, value):
        setattr(self.real, name, value)

    def __hash__(self):
        return hash(self.real)

    def __eq__(self, other):
        return other is self.real or other is self


async def first_done(delays):
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    _fresh._set_running_loop(Fake(loop))
    return done.pop().result()
