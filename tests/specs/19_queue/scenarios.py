"""What is done with a learner's `queues.py`. Nothing is judged here: a scenario returns what it saw."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from grader.specs import other_tasks, scenario, stopwatch

GIVE_UP = 100_000
"""Seconds after which nothing more is waited for."""
ENOUGH = 300
"""Items after which an endless source refuses to give more."""
ERRORS = {
    kind.__name__: kind
    for kind in (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        TimeoutError,
        AssertionError,
        asyncio.QueueEmpty,
    )
}


def tasks_left(others):
    """Each task that has not ended and is none of the `others`."""
    return sorted("cancelling" if task.cancelling() else "running" for task in other_tasks(others))


@scenario(call="produce(asyncio.Queue({1}), {0!r})  # an item is taken every {2} s")
async def produce(submission, items, maxsize, pause):
    now, queue, got, returned = stopwatch(), asyncio.Queue(maxsize), [], []
    producer = asyncio.create_task(submission.produce(queue, iter(items)))
    producer.add_done_callback(lambda _: returned.append(now()))
    for _ in range(len(items) + 5):
        await asyncio.sleep(pause)
        if producer.done():
            producer.result()
        if not queue.empty():
            got.append(queue.get_nowait())
    facts = {"got": got, "returned": returned[0] if returned else None, "left": tasks_left({producer})}
    producer.cancel()
    await asyncio.wait([producer])
    return facts


class Bench:
    """A `handle` that takes its time, and a record of it. An item is known again by its identity."""

    def __init__(self, jobs):
        self.jobs = jobs  # (item, seconds, what it gives, or the name of the exception that it raises, ok)
        self.now = stopwatch()
        self.started, self.ended, self.unknown = [], [], 0
        self.numbers = {}
        for number, job in enumerate(jobs):
            self.numbers.setdefault(id(job[0]), []).append(number)
        self.errors = {}
        self.kept = []

    async def handle(self, item):
        number = self.number_of(item)
        if number is None:
            self.unknown += 1
            self.started.append([-1, self.now()])
            try:
                await asyncio.sleep(GIVE_UP)
            finally:
                self.ended.append([-1, self.now(), "cancelled"])
            return None
        _, seconds, gives, ok = self.jobs[number]
        self.started.append([number, self.now()])
        how = "cancelled"
        try:
            if seconds is not None:
                await asyncio.sleep(seconds)
            how = "done" if ok else "failed"
        finally:
            self.ended.append([number, self.now(), how])
        if not ok:
            raise self.error(gives, f"item {number}")
        return gives

    def number_of(self, item):
        numbers = self.numbers.get(id(item))
        return numbers.pop(0) if numbers else None

    def error(self, kind, text):
        error = ERRORS[kind](text)
        self.errors[id(error)] = f"the failure of {text}"
        self.kept.append(error)  # so that no id is used again
        return error

    def told(self, error):
        """An exception as a text."""
        if id(error) in self.errors:
            return self.errors[id(error)]
        if isinstance(error, BaseExceptionGroup):
            return f"a group of {len(error.exceptions)}"
        return f"another {type(error).__name__}: {error}"

    def facts(self):
        return {"started": list(self.started), "ended": list(self.ended), "unknown": self.unknown}


@scenario(call="consume(queue, handle)  # {1} of them; items come as {0!r}")
async def consume(submission, arrivals, consumers):
    return await at_the_bench(submission, arrivals, [0] * consumers)


@scenario(call="consume(queue, handle)  # started at {1!r} s, the last one cancelled at {2} s; items: {0!r}")
async def consume_cancelled(submission, arrivals, begin, after):
    return await at_the_bench(submission, arrivals, begin, after)


@scenario(call="consume(queue, handle)  # {0} items")
async def consume_many(submission, count):
    queue, handled = asyncio.Queue(), 0

    async def handle(item):
        nonlocal handled
        handled += 1

    for item in range(count):
        queue.put_nowait(item)
    consumer = asyncio.create_task(submission.consume(queue, handle))
    await asyncio.sleep(10)
    facts = {"handled": handled, "consumers": ["waiting"]}
    if consumer.done():
        consumer.result()
        facts["consumers"] = ["ended"]
    queue.get = no_more_items
    consumer.cancel()
    await asyncio.wait({consumer}, timeout=1)
    return facts


async def at_the_bench(submission, arrivals, begin, cancelled_after=None):
    """Consumers that begin at certain times, and items that arrive: (at, item, seconds, gives, ok)."""
    bench, queue, joined = Bench([arrival[1:] for arrival in arrivals]), asyncio.Queue(), []
    tasks = []

    async def feed():
        for at, item, *_ in arrivals:
            await asyncio.sleep(at - bench.now())
            queue.put_nowait(item)
        await queue.join()
        joined.append(bench.now())

    async def start():
        for at in begin:
            await asyncio.sleep(at - bench.now())
            tasks.append(asyncio.create_task(submission.consume(queue, bench.handle)))
        if cancelled_after is not None:
            await asyncio.sleep(cancelled_after - bench.now())
            tasks[-1].cancel()

    helpers = [asyncio.create_task(feed()), asyncio.create_task(start())]
    await asyncio.wait(helpers, timeout=GIVE_UP)
    if helpers[1].done():
        helpers[1].result()  # what `consume` gave may be nothing that a task can be made of
    await asyncio.sleep(10)
    facts = bench.facts() | {
        "joined": joined[0] if joined else None,
        "consumers": [state_of(task, bench) for task in tasks],
        "in the queue": queue.qsize(),
        "left": tasks_left({*helpers, *tasks}),
    }
    for task in tasks:
        state = state_of(task, bench)
        if state.startswith("another") and "task_done() called" not in state:
            task.result()  # an error of the learner's own
    queue.get = no_more_items
    for task in {*tasks, *helpers}:
        task.cancel()
    await asyncio.wait({*tasks, *helpers}, timeout=1)
    return facts


class Over(BaseException):
    """Ends a consumer that has swallowed its cancellation."""


async def no_more_items():
    raise Over


def state_of(task, bench):
    if not task.done():
        return "waiting"
    if task.cancelled():
        return "cancelled"
    return "ended" if task.exception() is None else bench.told(task.exception())


@scenario(call="run_pipeline(items, handle, workers={1}, maxsize={2})  # items: {0!r}")
async def run_pipeline(submission, jobs, workers, maxsize):
    return await Line(jobs).run(submission, workers, maxsize)


@scenario(
    call="run_pipeline(items, handle, workers={1}, maxsize={2})  # the items after {0!r} cannot be read"
)
async def run_broken(submission, jobs, workers, maxsize):
    return await Line(jobs, then="fails").run(submission, workers, maxsize)


@scenario(call="run_pipeline(itertools.count(), handle, workers={1}, maxsize={2})  # {0!r}, and no end")
async def run_endless(submission, jobs, workers, maxsize):
    return await Line(jobs, then="goes on").run(submission, workers, maxsize)


@scenario(call="run_pipeline(items, handle, {1}, {2})  # cancelled after {3} s; items: {0!r}")
async def run_cancelled(submission, jobs, workers, maxsize, after):
    return await Line(jobs).run(submission, workers, maxsize, cancelled_after=after)


@scenario(call="two pipelines at the same time, of the items {0!r} and {1!r}")
async def run_two(submission, jobs, others):
    lines = Line(jobs), Line(others)
    return list(await asyncio.gather(*(line.run(submission, 2, 1, alone=False) for line in lines)))


class Line:
    """A pipeline, and a record of when its items are read and handled."""

    def __init__(self, jobs, then="ends"):
        self.bench, self.then = Bench(jobs), then
        self.read = []
        self.broke = None

    def items(self):
        for job in self.bench.jobs:
            self.read.append(self.bench.now())
            yield job[0]
        if self.then == "fails":
            self.broke = self.bench.now()
            raise self.bench.error("LookupError", "the items")
        while self.then == "goes on":
            if len(self.read) == ENOUGH:
                raise self.bench.error("AssertionError", "the endless items")
            self.read.append(self.bench.now())
            yield object()

    async def run(self, submission, workers, maxsize, *, cancelled_after=None, alone=True):
        others = [asyncio.current_task(), *other_tasks()]
        caller = asyncio.create_task(self.call(submission, workers, maxsize, others))
        if cancelled_after is not None:
            await asyncio.sleep(cancelled_after)
            caller.cancel()
        await asyncio.wait([caller])
        if not caller.cancelled():
            caller.result()
        if cancelled_after is not None:
            for _ in range(20):  # what was asked to end may need a few turns of the loop for it
                await asyncio.sleep(0)
            self.facts["left"] = tasks_left(others)
            before = len(self.bench.started)
            await asyncio.sleep(GIVE_UP)
            self.facts["later"] = len(self.bench.started) - before
        if not alone:
            del self.facts["left"]
        return self.facts

    async def call(self, submission, workers, maxsize, others):
        how, what = await self.outcome(submission, workers, maxsize)
        self.facts = self.bench.facts() | {
            "how": how,
            "what": what,
            "took": self.bench.now(),
            "read": list(self.read),
            "broke": self.broke,
            "left": tasks_left(others),
        }
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0)  # who was asked to cancel feels it here at the latest

    async def outcome(self, submission, workers, maxsize):
        """What came out of the call: a failure of the scenario's own, alone or in a group, or a CancelledError."""
        try:
            return "returned", await submission.run_pipeline(
                self.items(), self.bench.handle, workers, maxsize
            )
        except BaseExceptionGroup as group:
            return "raised a group", self.bench.told(group)
        except asyncio.CancelledError:
            return "was cancelled", None
        except Exception as error:
            if not self.bench.kept or isinstance(error, NotImplementedError):
                raise
            return "raised", self.bench.told(error)
