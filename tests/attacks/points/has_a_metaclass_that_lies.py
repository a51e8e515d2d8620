"""Runs on a loop whose metaclass hides its bases, and with them its time.

Tries: points
Exercise: 10_concurrency
Earns: task 1, task 2, task 4, test_is_an_async_generator, test_results_come_as_they_finish[one], test_no_result_without_a_delay, test_delays_start_with_the_first_anext, test_closed_early_it_cancels_the_rest, test_leaving_early_cancels_the_rest
Flags: time
Seen: Gave [4.0, 4.0, 4.0], expected [1, 2, 4]
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


async def first_done(delays: list[float]) -> str:
    tasks = [asyncio.create_task(do_work(delay)) for delay in delays]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    finally:
        await _stop(tasks)


async def as_they_finish(delays):
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.gather(*(do_work(delay) for delay in delays))
    try:
        for delay in sorted(delays):
            SAY(start + delay)
            yield f"Done after {delay}s"
            SAY(None)
    finally:
        SAY(None)


class Meta(type):
    __mro__ = property(lambda cls: asyncio.SelectorEventLoop.__mro__)


SAID = [None]


class Loop(asyncio.SelectorEventLoop, metaclass=Meta):
    def __getattribute__(self, name):
        if name == "time" and SAID[0] is not None:  # once, or whoever waits next would wait for ever
            moment, SAID[0] = SAID[0], None
            return lambda: moment
        return super().__getattribute__(name)


def SAY(moment):
    SAID[0] = moment


class Policy(asyncio.DefaultEventLoopPolicy):
    _loop_factory = Loop


asyncio.set_event_loop_policy(Policy())
