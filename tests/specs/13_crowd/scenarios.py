"""What is done with a learner's `crowd.py`. Nothing is judged here: a scenario returns what it saw.

Jobs are made of a plan: (seconds, what becomes of it, value). What happens to them is noted in order, with its time.
Where the seconds are None, the job does not wait at all. A job that fails raises an exception of the kind `value`.
"""

from __future__ import annotations

import asyncio
import threading

from grader.specs import other_tasks, scenario, stopwatch

A_MOMENT = 0.02
"""Seconds within which a timer is that of a delay; on the exercise clock it is so to the nanosecond."""
AFTERWARDS = 20
"""Seconds for which one looks on after the end: what was left running shows itself."""

ERRORS = {kind.__name__: kind for kind in (ValueError, OSError, LookupError, TimeoutError)}


@scenario
async def crowd(submission, n, delay):
    return await submission.crowd(n, delay)


@scenario(call="crowd({0!r}, {1!r})")
async def at_half_time(submission, n, delay):
    loop, threads = asyncio.get_running_loop(), threading.active_count()
    waits, set_timer = [], loop.call_at

    def call_at(when, callback, *args, context=None):
        if abs(when - loop.time() - delay) < A_MOMENT:
            waits.append(when)
        return set_timer(when, callback, *args, context=context)

    loop.call_at = call_at
    try:
        whole = asyncio.ensure_future(submission.crowd(n, delay))
        await asyncio.sleep(delay / 2)
        seen = {
            "waiting": max(len(waits), len(other_tasks([whole]))),
            "threads": threading.active_count() - threads,
        }
        seen["gave"] = await whole
    finally:
        loop.call_at = set_timer
    return seen


@scenario(call="crowd({0!r}, {1!r})")
async def left_by_crowd(submission, n, delay):
    await submission.crowd(n, delay)
    return tasks_left()


@scenario(call="await pool(jobs, {1!r})  # (seconds, how it ends, value): {0}")
async def pool(submission, plan, workers):
    return await watched(submission, Yard(plan), workers)


@scenario(call="await pool(jobs, {1!r})  # {0} jobs of {2} s each, made one at a time")
async def pool_of_many(submission, count, workers, seconds):
    yard = Yard((seconds, "gives", number) for number in range(count))
    return {"result": await submission.pool(yard.jobs(), workers), "most": most_open(yard.notes)}


@scenario(call="await pool(iter([job] * {0!r}), {1!r})  # the same job each time")
async def pool_of_one_job(submission, count, workers):
    begun = []

    async def job():
        begun.append(number := len(begun))
        await asyncio.sleep(number + 1)
        return number

    return await submission.pool(iter([job] * count), workers)


@scenario(call="task = asyncio.create_task(pool(jobs, {1!r})); task.cancel() after {2} s  # jobs: {0}")
async def cancelled_pool(submission, plan, workers, after):
    yard = Yard(plan)
    whole = asyncio.ensure_future(submission.pool(yard.jobs(), workers))
    await asyncio.sleep(after)
    whole.cancel()
    return await told(yard, whole)


@scenario(call="await asyncio.gather(pool(jobs, {1!r}), pool(more_jobs, {1!r}))  # {0}")
async def two_pools(submission, plans, workers):
    yards = [Yard(plan) for plan in plans]
    return await asyncio.gather(*(submission.pool(yard.jobs(), workers) for yard in yards))


async def watched(submission, yard, workers):
    """Run the pool, and look on for a while after its end."""
    return await told(yard, submission.pool(yard.jobs(), workers))


async def told(yard, whole):
    """What came out of it, what was noted until then, and what afterwards.

    An exception that has nothing to do with a job that failed is a defect of the program, and is told as such.
    """
    result = raised = None
    try:
        result = await whole
    except (Exception, BaseExceptionGroup, asyncio.CancelledError) as error:
        if yard.failure is None and not isinstance(error, asyncio.CancelledError):
            raise
        raised = "its own" if error is yard.failure else type(error).__name__
    seen = {
        "result": result,
        "raised": raised,
        "over": yard.now(),
        "notes": list(yard.notes),
        "left": tasks_left(),
        "threads": len(yard.threads - {threading.get_ident()}),
    }
    await asyncio.sleep(AFTERWARDS)
    return seen | {"afterwards": yard.notes[len(seen["notes"]) :]}


class Yard:
    """Makes jobs of a plan, one at a time, and notes what happens to them: (what, number of the job, time)."""

    def __init__(self, plan):
        self.plan = plan
        self.notes = []
        self.failure = None
        self.threads = set()
        self.now = stopwatch()

    def note(self, what, number):
        self.notes.append((what, number, self.now()))

    def jobs(self):
        for number, (seconds, how, value) in enumerate(self.plan):
            self.note("taken", number)
            yield self.job(number, seconds, how, value)

    def job(self, number, seconds, how, value):
        async def work():
            self.note("begun", number)
            self.threads.add(threading.get_ident())
            try:
                if seconds is not None:
                    await asyncio.sleep(seconds)
                if how == "fails":
                    self.failure = ERRORS[value](f"job {number}")
                    raise self.failure
                return value
            except asyncio.CancelledError:
                self.note("cancelled", number)
                if how == "tidies up":
                    await asyncio.sleep(value)
                raise
            finally:
                self.note("ended", number)

        return work


def most_open(notes):
    """The highest number of jobs that were taken and had not ended."""
    most = number = 0
    for what, *_ in notes:
        number += {"taken": 1, "ended": -1}.get(what, 0)
        most = max(most, number)
    return most


def tasks_left() -> list[str]:
    """Each other task that has not ended: `running`, or `cancelling` where it was asked to end."""
    return sorted("cancelling" if task.cancelling() else "running" for task in other_tasks())
