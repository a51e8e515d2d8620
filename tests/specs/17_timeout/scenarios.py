"""What is done with a learner's `timeouts.py`. Nothing is judged here: a scenario returns what it saw.

A piece of work plays what a plan says:

    ("gives", 2, "a")         waits 2 seconds and returns "a"
    ("fails", 2, "OSError")   waits 2 seconds and raises an exception
    ("times out", 2)          has a time limit of 2 seconds of its own, and raises its TimeoutError
    ("is cancelled", 2)       waits 2 seconds and raises a CancelledError, though nobody cancelled it
    (..., "cleans up", 3)     when cancelled, needs 3 seconds more

It is handed over as a coroutine, a task, a future, or an object with `__await__`.
"""

from __future__ import annotations

import asyncio

from grader.specs import other_tasks, scenario, stopwatch

LONG = 100_000
AFTERWARDS = 20
"""Seconds that are watched after the call: longer than any deadline."""
ERRORS = {
    kind.__name__: kind
    for kind in (OSError, ValueError, LookupError, TimeoutError, ArithmeticError, EOFError)
}


@scenario(call="with_deadline(work, {1}, {2!r})  # the work ({3}): {0}")
async def with_deadline(submission, plan, seconds, default, given_as):
    show = Show()
    work = show.work(plan, given_as)
    return await show.run(lambda: submission.with_deadline(work, seconds, default))


@scenario(call="with_deadline(work, {1})  # the work: {0}")
async def without_default(submission, plan, seconds):
    show = Show()
    work = show.work(plan)
    return await show.run(lambda: submission.with_deadline(work, seconds))


@scenario(call="with_deadline(work, seconds={1}, default={2!r})  # the work: {0}")
async def default_by_name(submission, plan, seconds, default):
    show = Show()
    work = show.work(plan)
    return await show.run(lambda: submission.with_deadline(awaitable=work, seconds=seconds, default=default))


@scenario(call="with_deadline(work, {1}, 'late')  # the work ({3}): {0}; its caller is cancelled after {2} s")
async def with_deadline_cancelled(submission, plan, seconds, after, given_as):
    show = Show()
    work = show.work(plan, given_as)
    return await show.run(lambda: submission.with_deadline(work, seconds, "late"), cancelled_after=after)


@scenario(call="with_deadline(with_deadline(work, {1}, 'inner'), {2}, 'outer')  # the work: {0}")
async def nested(submission, plan, inner, outer):
    show = Show()
    work = show.work(plan)
    return await show.run(
        lambda: submission.with_deadline(submission.with_deadline(work, inner, "inner"), outer, "outer")
    )


@scenario(call="three calls of with_deadline at the same time: {0}")
async def deadlines_together(submission, calls):
    show = Show()
    return await show.run(
        lambda: asyncio.gather(
            *(submission.with_deadline(show.work(plan), seconds, default) for plan, seconds, default in calls)
        )
    )


@scenario(call="retry(function, {1}, {2})  # the attempts: {0}")
async def retry(submission, plans, attempts, delay, function="async def"):
    show = Show()
    return await show.run(lambda: submission.retry(show.function(plans, function), attempts, delay))


@scenario(call="retry(function, {1}, {2})  # the attempts: {0}; its caller is cancelled after {3} s")
async def retry_cancelled(submission, plans, attempts, delay, after):
    show = Show()
    call = show.function(plans, "async def")
    return await show.run(lambda: submission.retry(call, attempts, delay), cancelled_after=after)


@scenario(call="two calls of retry at the same time: {0}")
async def retries_together(submission, calls):
    shows = [Show() for _ in calls]

    async def one(show, plans, attempts, delay):
        return await show.run(
            lambda: submission.retry(show.function(plans, "async def"), attempts, delay), alone=False
        )

    return await asyncio.gather(*(one(show, *call) for show, call in zip(shows, calls, strict=True)))


@scenario(call="finish_anyway(work, {1})  # the work ({2}): {0}")
async def finish_anyway(submission, plan, seconds, given_as):
    show = Show()
    work = show.work(plan, given_as)
    return await show.run(lambda: submission.finish_anyway(work, seconds), take_apart=True)


@scenario(call="finish_anyway(work, {1})  # the work ({3}): {0}; its caller is cancelled after {2} s")
async def finish_anyway_cancelled(submission, plan, seconds, after, given_as):
    show = Show()
    work = show.work(plan, given_as)
    return await show.run(
        lambda: submission.finish_anyway(work, seconds), cancelled_after=after, take_apart=True
    )


class Show:
    """Pieces of work, and a record of what became of them and of the call that they were given to."""

    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.now = stopwatch()
        self.works: list[Work] = []
        self.given: list[asyncio.Future] = []
        self.task = None

    def work(self, plan, given_as="coroutine"):
        """A new piece of work, in the form in which it is handed over."""
        work = Work(self, plan)
        self.works.append(work)
        if given_as == "coroutine":
            return work.play()
        if given_as == "object":
            return work.as_object()
        if given_as == "future":
            return work.as_future()
        task = asyncio.create_task(work.play())
        self.given.append(task)
        return task

    def function(self, plans, form):
        """What `retry` calls: each call plays the next plan, and the last one over and over."""

        def following():
            return plans[min(len(self.works), len(plans) - 1)]

        async def async_def():
            made = Work(self, following())
            self.works.append(made)
            return await made.play()

        class Remote:
            async def fetch(self):
                return await async_def()

            def __call__(self):
                return async_def()

        remote = Remote()
        return {
            "async def": async_def,
            "lambda": lambda: self.work(following()),
            "gives tasks": lambda: self.work(following(), "task"),
            "gives futures": lambda: self.work(following(), "future"),
            "method": remote.fetch,
            "object": remote,
        }[form]

    async def run(self, call, *, cancelled_after=None, take_apart=False, alone=True):
        """What came out of the call, what was there at that moment, and what came to light afterwards."""
        caller = asyncio.create_task(self.caller(call, take_apart))
        if cancelled_after is not None:
            await asyncio.sleep(cancelled_after)
            caller.cancel()
        await asyncio.wait([caller])
        facts = caller.result()
        facts["finally"] = [work.facts() for work in self.works]
        left = other_tasks() if alone else []
        facts["left"] = sum(not task.cancelling() for task in left)
        for task in left:
            task.cancel()
        return facts

    async def caller(self, call, take_apart):
        how, what = await self.outcome(call)
        facts = {
            "how": how,
            "what": self.apart(what) if take_apart and how == "gave" else what,
            "took": self.now(),
            "works": [work.facts() for work in self.works],
            "afterwards": "went on",
        }
        if self.task is not None:
            facts["later"] = [*await self.outcome(lambda: self.task), self.now()]
        try:
            await asyncio.sleep(AFTERWARDS)
        except asyncio.CancelledError:
            facts["afterwards"] = "was cancelled"
        return facts

    async def outcome(self, call):
        """("gave", value), ("raised", "OSError: text") for an error of the work, ("was cancelled", None)."""
        try:
            return "gave", await call()
        except asyncio.CancelledError:
            return "was cancelled", None
        except Exception as error:
            told = tell(error)
            if told not in {work.error for work in self.works} and type(error) is not TimeoutError:
                raise
            return "raised", told

    def apart(self, given):
        """A pair as a list, with its second one kept for later where it is a task or a future."""
        if given is None:
            return None
        if not isinstance(given, tuple) or len(given) != 2:
            return type(given).__name__
        first, second = given
        if not asyncio.isfuture(second):
            return [first, second]
        self.task = second
        return [first, "a task that has ended" if second.done() else "a running task"]


class Work:
    """What plays a plan, and when it began, was cancelled and ended, and how."""

    def __init__(self, show, plan):
        self.show = show
        self.does, self.seconds, *rest = plan
        self.cleanup = rest.pop() if "cleans up" in rest else 0
        self.what = rest[0] if rest else None
        self.error = f"{self.what}: number {len(show.works)}" if self.does == "fails" else "TimeoutError: "
        self.began = self.cancelled = self.future = None
        self.end = ["not begun", None]

    def as_object(self):
        """An awaitable without attributes: none could lead to what is noted here."""
        work = self

        class Awaitable:
            def __await__(self):
                return work.play().__await__()

        return Awaitable()

    async def play(self):
        self.began = self.show.now()
        self.end = ["running", None]
        try:
            await self.wait()
        except asyncio.CancelledError:
            self.cancelled = self.show.now()
            self.end = ["cleaning up", None]
            try:
                if self.cleanup:
                    await asyncio.sleep(self.cleanup)
            finally:
                self.end = ["cancelled", self.show.now()]
            raise
        finally:
            if self.end[0] == "running":
                self.end = [self.does, self.show.now()]
        return self.outcome()

    async def wait(self):
        if self.does == "times out":
            async with asyncio.timeout(self.seconds):
                await asyncio.sleep(LONG)
        elif self.seconds:
            await asyncio.sleep(self.seconds)

    def outcome(self):
        if self.does == "is cancelled":
            raise asyncio.CancelledError
        if self.does == "fails":
            kind, text = self.error.split(": ")
            raise ERRORS[kind](text)
        return self.what

    def as_future(self):
        """A future that ends as the plan says."""
        self.began = self.show.now()
        self.future = self.show.loop.create_future()
        self.show.loop.call_later(self.seconds, self.settle)
        return self.future

    def settle(self):
        if self.future.done():
            return
        try:
            self.future.set_result(self.outcome())
        except Exception as error:
            self.future.set_exception(error)

    def facts(self):
        end = list(self.end)
        if self.future is not None:
            ended = "cancelled" if self.future.cancelled() else self.does
            end = [ended if self.future.done() else "running", None]
        return {"began": self.began, "cancelled": self.cancelled, "end": end}


def tell(error):
    return f"{type(error).__name__}: {error}"
