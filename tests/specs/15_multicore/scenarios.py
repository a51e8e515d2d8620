"""What is done with a learner's `multicore.py`, in real time. Nothing is judged here: a scenario returns what it saw.

What a busy machine could change is not measured. The clock serves for one thing: it is the same in all processes,
so that calls which stay until one agreed moment are seen to have been at work at the same time. Processes that start
slowly may miss that moment; then it is tried once more, with one that lies further off.

The functions that are handed over stand at the top level, where a new process finds them by name.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import time

from grader.specs import scenario

AGREED = (0.1, 1.0)
"""Seconds from now to the agreed moment, at the first and at the second try."""
LONGER = 0.05
"""Seconds by which the first call stays longer than the others."""
A_BEAT = 0.01
"""Seconds between two beats of a coroutine beside the call."""
ENOUGH_BEATS = 3
ROUNDS, LONG_ENOUGH = 2, 0.5
"""So often batches are given out again, but not any more after so many seconds."""
GRACE = 1.0
"""Seconds within which a process that is about to end has done so."""


class Mishap(Exception):
    """An exception of the scenarios' own, with two arguments."""


# --- what a call does -----------------------------------------------------------------------------------------


def turned_round(value):
    return value[::-1] or None


def long_text(letter):
    return letter * 300_000


def stay_until(stay):
    """Is at work until a moment, and tells where and when."""
    place, moment = stay
    begin = time.monotonic()
    while (left := moment - time.monotonic()) > 0:
        time.sleep(left)
    return place, os.getpid(), begin, time.monotonic()


def stay_for(stay):
    """Is at work for some seconds, and tells where and when."""
    place, seconds = stay
    return stay_until((place, time.monotonic() + seconds))


def fail_at_negative(number):
    if number < 0:
        raise Mishap("no root of", number)
    return number


# --- the same for a batch -------------------------------------------------------------------------------------


async def main_turned_round(batch):
    return turned_round(batch)


async def main_long_text(letter):
    return long_text(letter)


async def main_stay_until(stay):
    place, moment = stay
    begin = time.monotonic()
    while (left := moment - time.monotonic()) > 0:
        await asyncio.sleep(left)
    return place, os.getpid(), begin, time.monotonic()


async def main_at_once(batch):
    return batch, os.getpid(), 0, 0


async def main_together(batch):
    """Uses the event loop: the numbers of the batch are doubled in tasks, the first one last."""

    async def double(number, turns):
        for _ in range(turns):
            await asyncio.sleep(0)
        done.append(number)
        return 2 * number

    done = []
    tasks = [asyncio.create_task(double(number, 9 - place)) for place, number in enumerate(batch)]
    return await asyncio.gather(*tasks), done, tasks[0].get_loop() is asyncio.get_running_loop()


async def main_fail_at_negative(batch):
    """A negative number fails; the others stay until their moment."""
    number, moment = batch
    if number < 0:
        raise Mishap("no root of", number)
    await main_stay_until((number, moment))
    return number


# --- task 1 ---------------------------------------------------------------------------------------------------


@scenario(call="spread(turned_round, {0!r}, {1!r})")
async def spread(submission, inputs, workers):
    return as_list(await submission.spread(turned_round, inputs, workers))


@scenario(call="spread(long_text, {0!r}, {1!r})")
async def long_results(submission, letters, workers):
    return facts_of_long(await submission.spread(long_text, letters, workers))


@scenario(call="spread(stay_until_a_moment, moments, workers={0!r})  # {0!r} moments; the first is the last")
async def busy(submission, workers):
    for seconds in AGREED:
        moment = time.monotonic() + seconds
        beats: list[float] = []
        beating = asyncio.create_task(beat(beats))
        found = await submission.spread(stay_until, stays(moment, workers), workers)
        left = len(multiprocessing.active_children())
        beating.cancel()
        seen = {**facts(found), "beats": fewest_beats(found, beats), "left": left}
        if seen["at home"] or (seen["most"] >= workers and seen["beats"] >= ENOUGH_BEATS):
            break
    return seen


@scenario(call="spread(sleep, [0.04] * {0!r}, workers={1!r})")
async def crowd(submission, count, workers):
    return facts(await submission.spread(stay_for, [(place, 0.04) for place in range(count)], workers))


@scenario(call="spread(fail_at_negative, {0!r}, {1!r})")
async def failing(submission, inputs, workers):
    try:
        seen = ["gave", as_list(await submission.spread(fail_at_negative, inputs, workers))]
    except (Mishap, RuntimeError, ExceptionGroup) as error:
        seen = told(error)
    return {"seen": seen, "left": len(multiprocessing.active_children())}


@scenario(call="[await spread(turned_round, inputs, workers) for inputs, workers in {0!r}]")
async def one_spread_after_the_other(submission, pairs):
    return [as_list(await submission.spread(turned_round, inputs, workers)) for inputs, workers in pairs]


async def beat(beats):
    while True:
        await asyncio.sleep(A_BEAT)
        beats.append(time.monotonic())


# --- task 2 ---------------------------------------------------------------------------------------------------


@scenario(call="run_in_processes(turned_round, {0!r})")
def run_in_processes(submission, batches):
    return as_list(submission.run_in_processes(main_turned_round, batches))


@scenario(call="run_in_processes(long_text, {0!r})")
def long_results_of_batches(submission, letters):
    return facts_of_long(submission.run_in_processes(main_long_text, letters))


@scenario(call="run_in_processes(stay_until_a_moment, moments)  # {0!r} moments; the first is the last")
def busy_batches(submission, count):
    for seconds in AGREED:
        moment = time.monotonic() + seconds
        seen = facts(submission.run_in_processes(main_stay_until, stays(moment, count)))
        if seen["at home"] or seen["most"] >= count:
            break
    end = time.monotonic() + GRACE
    while multiprocessing.active_children() and time.monotonic() < end:
        time.sleep(0.01)
    return {**seen, "left": len(multiprocessing.active_children())}


@scenario(call="run_in_processes(get_pid, range({0!r}))")
def batches_that_end_at_once(submission, count):
    begin = time.monotonic()
    for _ in range(ROUNDS):
        seen = facts(submission.run_in_processes(main_at_once, list(range(count))))
        if seen["processes"] != count or time.monotonic() - begin > LONG_ENOUGH:
            break
    return seen


@scenario(call="run_in_processes(double_in_tasks, {0!r})")
def batches_with_tasks(submission, batches):
    return as_list(submission.run_in_processes(main_together, batches))


@scenario(call="run_in_processes(main, {0!r})  # -1 fails at once, the others are busy for {1!r} s")
def failing_batch(submission, numbers, seconds):
    moment = time.monotonic() + seconds
    batches = [(number, moment) for number in numbers]
    try:
        seen = ["gave", as_list(submission.run_in_processes(main_fail_at_negative, batches))]
    except (Mishap, RuntimeError, ExceptionGroup) as error:
        seen = told(error)
    return {"seen": seen, "all have ended": time.monotonic() >= moment}


# --- what was seen --------------------------------------------------------------------------------------------


def as_list(found):
    """A tuple will do for a list."""
    return list(found) if isinstance(found, tuple) else found


def stays(moment, count):
    """Until when each of `count` calls is to stay: the first one a little longer than the others."""
    return [(place, moment + (0 if place else LONGER)) for place in range(count)]


def told_by(found):
    """What calls told: their place, their process, their begin and their end."""
    found = as_list(found)
    given = found if isinstance(found, list) else []
    return [each for each in given if isinstance(each, tuple) and len(each) == 4]


def facts(found):
    """Of calls that tell where and when they were at work: their order, and the most at one moment."""
    calls = told_by(found)
    pids = {pid for _, pid, _, _ in calls}
    return {
        "places": [place for place, _, _, _ in calls] if calls else as_list(found),
        "at home": os.getpid() in pids,
        "processes": len(pids),
        "most": most(calls),
        "most in one process": max((most(of(pid, calls)) for pid in pids), default=0),
    }


def fewest_beats(found, beats):
    """How many beats came while a call was at work: the call with the fewest counts, of those that were long."""
    calls = [(begin, end) for _, _, begin, end in told_by(found) if end - begin > (ENOUGH_BEATS + 1) * A_BEAT]
    return min((sum(begin < each < end for each in beats) for begin, end in calls), default=0)


def of(pid, calls):
    return [each for each in calls if each[1] == pid]


def most(calls):
    """The largest number of calls that were at work at one moment; one may begin at the very moment another ends."""
    changes = sorted([(begin, 1) for _, _, begin, _ in calls] + [(end, -1) for _, _, _, end in calls])
    now = highest = 0
    for _, change in changes:
        now += change
        highest = max(highest, now)
    return highest


def facts_of_long(found):
    """Long texts as pairs of their first letter and their length."""
    found = as_list(found)
    given = found if isinstance(found, list) else [found]
    return [[each[:1], len(each)] if isinstance(each, str) else each for each in given]


def told(error):
    """An error as its type and its arguments."""
    return [type(error).__name__, [each if isinstance(each, str | int) else "..." for each in error.args]]
