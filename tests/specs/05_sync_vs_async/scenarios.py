"""What is done with a learner's `sync_vs_async.py`. Nothing is judged here: a scenario returns what it saw.

Whether a program measures shows only where more time passes than the delays say. So time.sleep is made to
come back late, and a task of this file holds the loop up.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from grader.specs import replaced, scenario, stopwatch


class Trouble(Exception):
    """What an awaitable raises."""


# --- run_sync -----------------------------------------------------------------------------------------------


@scenario
def run_sync(submission, delays):
    return submission.run_sync(list(delays))


@scenario(call="time.sleep({0!r}); run_sync({1!r}); run_sync({2!r})")
def run_sync_again(submission, before, first, second):
    time.sleep(before)
    return [submission.run_sync(list(delays)) for delays in (first, second)]


@scenario(call="run_sync({0!r})  # each time.sleep comes back {1!r} s late")
def run_sync_when_late(submission, delays, late):
    with sleeps(submission, late) as slept:
        took = stopwatch()
        value = submission.run_sync(list(delays))
        return {"value": value, "took": took(), "waits": slept}


@scenario(call="run_sync({0!r})  # called by a coroutine")
async def run_sync_in_a_loop(submission, delays):
    return submission.run_sync(list(delays))


@contextmanager
def sleeps(submission, late) -> Iterator[list[float]]:
    """Make time.sleep come back late, by whatever name the submission knows it, and note what it was asked for."""
    sleep, slept = time.sleep, []

    def late_sleep(seconds):
        slept.append(seconds)
        sleep(seconds + late)

    names = [name for name, value in vars(submission).items() if value is sleep]
    with replaced(time, "sleep", late_sleep), ExitStack() as stack:
        for name in names:
            stack.enter_context(replaced(submission, name, late_sleep))
        yield slept


# --- run_in_turn and run_together -----------------------------------------------------------------------------


@scenario
async def run_in_turn(submission, delays):
    return await submission.run_in_turn(list(delays))


@scenario
async def run_together(submission, delays):
    return await submission.run_together(list(delays))


@scenario(call="await asyncio.sleep({1!r}); await {0}({2!r}); await {0}({3!r})")
async def again(submission, function, before, first, second):
    await asyncio.sleep(before)
    return [await getattr(submission, function)(list(delays)) for delays in (first, second)]


@scenario(call="await asyncio.gather({0}({1!r}), {0}({2!r}))")
async def both_at_once(submission, function, first, second):
    """The second one begins half a second after the first."""

    async def later():
        await asyncio.sleep(0.5)
        return await getattr(submission, function)(list(second))

    return await asyncio.gather(getattr(submission, function)(list(first)), later())


@scenario(call="await {0}({1!r})  # another task blocks the loop for {3!r} s, {2!r} s after the start")
async def held_up(submission, function, delays, after, seconds):
    return await while_held_up(lambda: getattr(submission, function)(list(delays)), after, seconds)


@scenario(call="await {0}({1!r})  # another task looks in every {2!r} s")
async def company(submission, function, delays, period):
    return await in_company(lambda: getattr(submission, function)(list(delays)), period)


@scenario(call="await {0}({1!r})")
async def waits(submission, function, delays):
    """The seconds of every timer that the loop was asked for."""
    loop = asyncio.get_running_loop()
    set_timer, seconds = loop.call_at, []

    def call_at(when, callback, *args, context=None):
        seconds.append(round(when - loop.time(), 6))
        return set_timer(when, callback, *args, context=context)

    loop.call_at = call_at
    try:
        await getattr(submission, function)(list(delays))
    finally:
        loop.call_at = set_timer
    return seconds


async def while_held_up(call, after, seconds):
    """What the call gave, and the seconds it took, while another task blocks the loop for a while."""

    async def block():
        await asyncio.sleep(after)
        time.sleep(seconds)

    blocker = asyncio.create_task(block())
    now = stopwatch()
    value = await call()
    took = now()
    await blocker
    return {"value": value, "took": took}


async def in_company(call, period):
    """When another task, which looks in once in every period, had its turn before the call was over."""
    looks, now = [], stopwatch()

    async def look_in():
        while True:
            await asyncio.sleep(period)
            looks.append(now())

    other = asyncio.create_task(look_in())
    await call()
    took = now()
    other.cancel()
    await asyncio.wait([other])
    return {"looks": [look for look in looks if look < took], "took": took}


# --- elapsed --------------------------------------------------------------------------------------------------


@scenario(call="await asyncio.sleep({0!r}); await elapsed(work())  # work() waits {1!r} s and returns {2!r}")
async def elapsed_of_coroutine(submission, before, delay, result):
    await asyncio.sleep(before)
    return plain(await submission.elapsed(work(delay, result)))


@scenario(call="await elapsed(task)  # begun {0!r} s ago; it takes {1!r} s in all and returns {2!r}")
async def elapsed_of_task(submission, ago, delay, result):
    task = asyncio.create_task(work(delay, result))
    await asyncio.sleep(ago)
    return plain(await submission.elapsed(task))


@scenario(call="await elapsed({0})  # which raises Trouble({2!r}) after {1!r} s")
async def elapsed_of_failing(submission, kind, delay, text):
    """What came out, and whether it is the very exception that the awaitable raised."""
    trouble = Trouble(text)

    async def fail():
        await asyncio.sleep(delay)
        raise trouble

    awaitable = fail() if kind == "coroutine" else asyncio.create_task(fail())
    try:
        value = await submission.elapsed(awaitable)
    except BaseException as error:
        return {"raised": type(error).__name__, "text": str(error), "same": error is trouble}
    return {"raised": None, "value": repr(value)}


@scenario(call="task.cancel(); await elapsed(task)")
async def elapsed_of_cancelled(submission, delay):
    task = asyncio.create_task(work(10 * delay, None))
    asyncio.get_running_loop().call_later(delay, task.cancel)
    try:
        await submission.elapsed(task)
    except BaseException as error:
        return type(error).__name__
    return None


@scenario(call="await elapsed(work())  # which returns (and does not raise) ValueError({1!r})")
async def elapsed_of_returned_error(submission, delay, text):
    result, seconds = await submission.elapsed(work(delay, ValueError(text)))
    return [f"{type(result).__name__}: {result}", seconds]


@scenario(
    call="await elapsed(work({0!r}))  # another task blocks the loop for {2!r} s, {1!r} s after the start"
)
async def elapsed_held_up(submission, delay, after, seconds):
    seen = await while_held_up(lambda: submission.elapsed(work(delay, "done")), after, seconds)
    return {"value": seen["value"][1], "took": seen["took"]}


@scenario(call="await elapsed(work({0!r}))  # another task looks in every {1!r} s")
async def elapsed_in_company(submission, delay, period):
    return await in_company(lambda: submission.elapsed(work(delay, "done")), period)


@scenario(call="await asyncio.gather(elapsed(work({0!r})), elapsed(work({1!r})))")
async def two_elapsed(submission, one, other):
    """The second one begins half a second after the first."""

    async def later():
        await asyncio.sleep(0.5)
        return plain(await submission.elapsed(work(other, "other")))

    first, second = await asyncio.gather(submission.elapsed(work(one, "one")), later())
    return [plain(first), second]


@scenario(call="await elapsed(elapsed(work({0!r})))")
async def elapsed_of_elapsed(submission, delay):
    (result, inner), outer = await submission.elapsed(submission.elapsed(work(delay, "done")))
    return [result, inner, outer]


def plain(pair):
    """A named tuple is a tuple, too."""
    return tuple(pair) if isinstance(pair, tuple) else pair


async def work(delay, result):
    await asyncio.sleep(delay)
    return result
