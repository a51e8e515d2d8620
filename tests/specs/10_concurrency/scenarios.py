"""What is done with a learner's `concurrency.py`. Nothing is judged here: a scenario returns what it saw.

Waits are seen as the timers that the running loop is asked for. However a wait is written, it sets one:
`asyncio.sleep`, a `sleep` imported by name, `call_later`. Only a wait of 0 seconds sets none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from grader.specs import other_tasks, scenario, stopwatch

A_MOMENT = 0.02
"""Seconds within which a timer is that of a delay; on the exercise clock it is so to the nanosecond."""


@scenario
async def run_all(submission, delays):
    return await submission.run_all(delays)


@scenario(call="run_all({0!r})")
async def waits_of_run_all(submission, delays):
    with waits_for(delays) as waits:
        await submission.run_all(delays)
    return waits


@scenario
async def first_done(submission, delays):
    return await submission.first_done(delays)


@scenario(call="first_done({0!r})")
async def waits_of_first_done(submission, delays):
    with waits_for(delays) as waits:
        await submission.first_done(delays)
    return waits


@scenario(call="first_done({0!r})")
async def left_by_first_done(submission, delays):
    await submission.first_done(delays)
    return tasks_left()


@scenario(call="as_they_finish([1])")
async def what_as_they_finish_gives(submission):
    given = submission.as_they_finish([1])
    if not hasattr(given, "__anext__"):
        return type(await given if hasattr(given, "__await__") else given).__name__
    async for _ in given:
        pass
    return "async iterator"


@scenario(call="[result async for result in as_they_finish({0!r})]")
async def as_they_finish(submission, delays):
    return [result async for result in submission.as_they_finish(delays)]


@scenario(call="[loop.time() - start async for result in as_they_finish({0!r})]")
async def times_of_as_they_finish(submission, delays):
    now = stopwatch()
    return [now() async for _ in submission.as_they_finish(delays)]


@scenario(call="results = as_they_finish({0!r}); await asyncio.sleep(5); await anext(results)")
async def before_the_first_anext(submission, delays):
    with waits_for(delays) as waits:
        results = submission.as_they_finish(delays)
        begun = len(tasks_left())
        await asyncio.sleep(0)
        begun_waits = len(waits)
    await asyncio.sleep(5)
    async for _ in results:
        pass
    return {"tasks": begun, "waits": begun_waits}


@scenario(call="async for result in as_they_finish({0!r}): await asyncio.sleep({1!r})")
async def with_a_busy_caller(submission, delays, busy):
    now = stopwatch()
    times = []
    with waits_for(delays) as waits:
        async for _ in submission.as_they_finish(delays):
            times.append(now())
            await asyncio.sleep(busy)
    return {"times": times, "waits": waits}


@scenario(
    call="results = as_they_finish({0!r}); [await anext(results) for _ in range({1!r})]; await results.aclose()"
)
async def closed_early(submission, delays, taken):
    results = submission.as_they_finish(delays)
    for _ in range(taken):
        await anext(results, None)
    now = stopwatch()
    raised = None
    try:
        await results.aclose()
    except (Exception, BaseExceptionGroup, asyncio.CancelledError) as error:
        raised = type(error).__name__
    return {"raised": raised, "seconds": now(), "left": tasks_left()}


@scenario
async def at_most(submission, limit, delays):
    return await submission.at_most(limit, delays)


@scenario(call="at_most({0!r}, {1!r})")
async def waits_of_at_most(submission, limit, delays):
    with waits_for(delays) as waits:
        await submission.at_most(limit, delays)
    return waits


@scenario(call="at_most({0!r}, {1!r})")
async def left_by_at_most(submission, limit, delays):
    await submission.at_most(limit, delays)
    for _ in range(20):  # what was asked to end may need a few turns of the loop for it
        await asyncio.sleep(0)
    return tasks_left()


@contextmanager
def waits_for(delays) -> Iterator[list[tuple[float, float]]]:
    """Collect (start, seconds) of each wait for one of the `delays`; start counts from now."""
    loop = asyncio.get_running_loop()
    now, set_timer, wanted = stopwatch(), loop.call_at, set(delays)
    waits: list[tuple[float, float]] = []

    def call_at(when, callback, *args, context=None):
        seconds = when - loop.time()
        waits.extend((now(), delay) for delay in wanted if abs(delay - seconds) < A_MOMENT)
        return set_timer(when, callback, *args, context=context)

    loop.call_at = call_at
    try:
        yield waits
    finally:
        loop.call_at = set_timer


def tasks_left() -> list[str]:
    """Each other task that has not ended: `running`, or `cancelling` where it was asked to end."""
    return sorted("cancelling" if task.cancelling() else "running" for task in other_tasks())
