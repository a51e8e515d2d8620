"""What is done with a learner's `task_group.py`. Nothing is judged here: a scenario returns what it saw.

A coroutine of a scenario is an actor, and plays what a plan says:

    ("gives", 2, "a")                          waits 2 seconds and returns "a"
    ("gives an error object", 2)               waits 2 seconds and returns an exception, which it does not raise
    ("fails", 2) or ("fails", 2, "TypeError")  waits 2 seconds and raises an exception
    (..., "cleans up", 3)                      when cancelled, needs 3 seconds more
    (..., "fails in its cleanup", 3)           when cancelled, raises an exception 3 seconds later
    (..., "finishes anyway", 3)                when cancelled, returns 3 seconds later as if nothing had happened
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from grader.specs import other_tasks, scenario, stopwatch

LONG = 100_000
CLEANUPS = ("cleans up", "fails in its cleanup", "finishes anyway")
ERRORS = {
    kind.__name__: kind
    for kind in (OSError, ValueError, LookupError, TypeError, TimeoutError, AssertionError)
}


@scenario(call="{0}({1})")
async def play(submission, function, plans):
    return await Show(plans).run(getattr(submission, function))


@scenario(call="{0}({1})  # whose caller is cancelled after {2} s")
async def play_cancelled(submission, function, plans, after):
    return await Show(plans).run(getattr(submission, function), cancelled_after=after)


class Show:
    """Actors, and a record of when each began, was cancelled and ended, and how."""

    def __init__(self, plans):
        self.plans = plans
        self.began = [None] * len(plans)
        self.cancelled = [None] * len(plans)
        self.ends = [["not begun", None] for _ in plans]
        self.errors: dict[int, str] = {}
        self.kept: list[BaseException] = []  # so that no id of theirs is used again

    async def run(self, function, cancelled_after=None):
        self.now = stopwatch()
        bystander = asyncio.create_task(asyncio.sleep(LONG))
        others = {bystander, asyncio.current_task()}
        caller = asyncio.create_task(self.call(function, others))
        if cancelled_after is not None:
            await asyncio.sleep(cancelled_after)
            caller.cancel()
        while not caller.done():
            with suppress(asyncio.CancelledError):  # of an answer that cancels every task of the loop
                await asyncio.wait([caller])
        if (
            not caller.cancelled()
        ):  # cancelled after its last step: from 3.13 on, a TaskGroup asks for that once more
            caller.result()
        facts = self.facts
        facts["stranger"] = "cancelled" if bystander.cancelling() else "left alone"
        bystander.cancel()
        return facts

    async def call(self, function, others):
        actors = [self.actor(number, plan) for number, plan in enumerate(self.plans)]
        how, what = await self.outcome(function, actors)
        left = other_tasks(others)
        self.facts = {
            "how": how,
            "what": what,
            "took": self.now(),
            "began": list(self.began),
            "cancelled": list(self.cancelled),
            "ends": [list(end) for end in self.ends],
            "left": sorted("cancelling" if task.cancelling() else "running" for task in left),
        }

    async def outcome(self, function, actors):
        """What came out of the call: the errors of the actors, alone or in a group, or a CancelledError."""
        try:
            return "returned", self.told(await function(actors))
        except BaseExceptionGroup as group:
            return "raised a group", self.told(group)
        except asyncio.CancelledError:
            return "was cancelled", None
        except Exception as error:
            if id(error) not in self.errors:
                raise
            return "raised a bare error", self.told(error)

    def told(self, value: Any) -> Any:
        """A value with each exception in it as a text; a group that no actor raised as its type and its members."""
        if isinstance(value, list | tuple):
            return type(value)(map(self.told, value)) if type(value) in (list, tuple) else value
        if not isinstance(value, BaseException):
            return value
        if id(value) in self.errors:
            return self.errors[id(value)]
        if isinstance(value, BaseExceptionGroup):
            return {
                "group": isinstance(value, ExceptionGroup),
                "of": [self.told(e) for e in value.exceptions],
            }
        return f"another {type(value).__name__}: {value}"

    async def actor(self, number, plan):
        self.began[number] = self.now()
        self.ends[number] = ["running", None]
        does, seconds, *rest = plan
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            return await self.cleanup(number, rest)
        self.ends[number] = [does, self.now()]
        if does == "fails":
            raise self.error(number, rest[0] if rest and rest[0] not in CLEANUPS else "OSError")
        return self.error(number, "ValueError") if does == "gives an error object" else rest[0]

    async def cleanup(self, number, rest):
        how, seconds = rest[-2:] if len(rest) > 1 and rest[-2] in CLEANUPS else ("cleans up", 0)
        self.cancelled[number] = self.now()
        self.ends[number] = ["cleaning up", None]
        try:
            await asyncio.sleep(seconds)
        finally:
            self.ends[number] = ["cancelled", self.now()]
        if how == "cleans up":
            raise asyncio.CancelledError
        self.ends[number] = [how, self.now()]
        if how == "fails in its cleanup":
            raise self.error(number, "OSError")
        return f"late result of {number}"

    def error(self, number, kind):
        """An exception that will be known again as that of actor `number`."""
        if kind == "ExceptionGroup":
            error = ExceptionGroup("two at once", [OSError("one"), ValueError("two")])
        else:
            error = ERRORS[kind](f"number {number}")
        self.errors[id(error)] = f"error {number}"
        self.kept.append(error)
        return error
