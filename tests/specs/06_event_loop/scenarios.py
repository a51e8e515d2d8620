"""What is done with the answers to exercise 06: things to be named, coroutines to be run, calls to be planned."""

import asyncio
import concurrent.futures
import inspect
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType

from grader.specs import other_tasks, scenario, stopwatch

LONG = 1000
"""Seconds that something waits which is to be cancelled long before."""

# --- task 1: things of every kind -----------------------------------------------------------------------------


async def work(value: object = None) -> object:
    await asyncio.sleep(0)
    return value


async def fail() -> None:
    raise OSError("the disk is full")


def begin_work() -> Coroutine:
    return work()


class Robot:
    async def work(self) -> None: ...


class LoudTask(asyncio.Task):
    """A task of a class of its own."""


class LoudFuture(asyncio.Future):
    """A future of a class of its own."""


class Promise:
    """An awaitable that is neither coroutine, nor task, nor future."""

    def __await__(self) -> Iterator[None]:
        yield


class Task:
    """Has but its name in common with a task."""


class Future:
    """Has but its name in common with a future, and two methods."""

    def done(self) -> bool:
        return True

    def result(self) -> None: ...


async def ticker() -> AsyncGenerator[int, None]:
    yield 1


async def of_task(coroutine: Coroutine, *, cancel: bool = False) -> asyncio.Task:
    """A task that has ended."""
    task = asyncio.create_task(coroutine)
    if cancel:
        task.cancel()
    await asyncio.wait([task])
    if not cancel:
        task.exception()
    return task


async def waiting(coroutine: Coroutine) -> asyncio.Task:
    task = asyncio.create_task(coroutine)
    await asyncio.sleep(0)
    return task


async def ended(coroutine: Coroutine) -> Coroutine:
    await coroutine
    return coroutine


def future(*, cancel: bool = False, value: object = None) -> asyncio.Future:
    made = asyncio.get_running_loop().create_future()
    if cancel:
        made.cancel()
    elif value is not None:
        made.set_result(value)
    return made


MAKERS: dict[str, Callable[[], object]] = {
    "a function made with async def": lambda: work,
    "asyncio.sleep": lambda: asyncio.sleep,
    "a method made with async def": lambda: Robot().work,
    "a coroutine": work,
    "asyncio.sleep(1)": lambda: asyncio.sleep(1),
    "a coroutine of a method": lambda: Robot().work(),
    "a coroutine that has ended": lambda: ended(work()),
    "a task": lambda: asyncio.create_task(asyncio.sleep(LONG)),
    "a task that waits": lambda: waiting(asyncio.sleep(LONG)),
    "a task that has finished": lambda: of_task(work("a result")),
    "a task that has failed": lambda: of_task(fail()),
    "a task that was cancelled": lambda: of_task(asyncio.sleep(LONG), cancel=True),
    "a task of a derived class": lambda: LoudTask(work(), loop=asyncio.get_running_loop()),
    "a future": future,
    "a future with a result": lambda: future(value=7),
    "a cancelled future": lambda: future(cancel=True),
    "a future of a derived class": lambda: LoudFuture(loop=asyncio.get_running_loop()),
    "what asyncio.gather gives": lambda: asyncio.gather(asyncio.sleep(LONG)),
    "None": lambda: None,
    "a number": lambda: 7,
    "a text": lambda: "task",
    "a list of futures": lambda: [future()],
    "an ordinary function": lambda: len,
    "a function that gives a coroutine": lambda: begin_work,
    "a class with an async method": lambda: Robot,
    "the class asyncio.Task": lambda: asyncio.Task,
    "the class asyncio.Future": lambda: asyncio.Future,
    "a function of an async generator": lambda: ticker,
    "an async generator": ticker,
    "another awaitable": Promise,
    "a concurrent.futures.Future": concurrent.futures.Future,
    "an asyncio.Event": asyncio.Event,
    "the event loop": asyncio.get_running_loop,
    "an object of another class Task": Task,
    "an object of another class Future": Future,
}
MADE_BY_WAITING = {name for name in MAKERS if " that " in name and name.startswith(("a coroutine", "a task"))}


async def put_back(thing: object) -> None:
    """End what would otherwise be left over."""
    if isinstance(thing, asyncio.Future):
        thing.cancel()
        await asyncio.wait([thing])
    elif inspect.iscoroutine(thing):
        thing.close()


@scenario(call="[kind_of(thing) for thing in things]  # {0!r}")
async def kinds(submission: ModuleType, names: list[str]) -> object:
    answers = []
    for name in names:
        thing = MAKERS[name]()
        if name in MADE_BY_WAITING:
            thing = await thing
        try:
            answers.append(submission.kind_of(thing))
        finally:
            await put_back(thing)
    return answers


@scenario(call="kind_of(thing)  # where no event loop is running")
def kinds_without_a_loop(submission: ModuleType) -> object:
    asyncio.set_event_loop(None)
    loop = asyncio.new_event_loop()
    task = loop.create_task(work())
    loop.run_until_complete(task)
    loop.close()
    coroutine = work()
    try:
        return [submission.kind_of(thing) for thing in (work, coroutine, task, loop.create_future(), loop)]
    finally:
        coroutine.close()


@scenario(call="kind_of(thing)  # and what has become of the thing")
async def only_looked_at(submission: ModuleType) -> object:
    calls = []

    class Bell:
        def __call__(self) -> None:
            calls.append("bell")

    def ring() -> None:
        calls.append("ring")

    coroutine, tasks = work(), len(asyncio.all_tasks())
    waits = future()
    answers = [submission.kind_of(thing) for thing in (ring, Bell(), work, coroutine, waits)]
    seen = {"answers": answers, "calls": calls, "coroutine": inspect.getcoroutinestate(coroutine)}
    seen |= {"future": "done" if waits.done() else "pending", "tasks": len(asyncio.all_tasks()) - tasks}
    coroutine.close()
    return seen


# --- task 2: a coroutine in a loop of its own -----------------------------------------------------------------


class Burnt(Exception):
    """What the coroutine raises, where it is to fail."""


FAILURES = {"Burnt": Burnt, "CancelledError": asyncio.CancelledError}


class Show:
    """A coroutine that leaves things behind, and a record of what becomes of them."""

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.tasks: list[tuple[str, asyncio.Task]] = []
        self.generators: list[AsyncGenerator] = []
        self.asked: list[str] = []
        self.shut_down = 0
        self.waited = False

    async def main(
        self, end: tuple[str, object], seconds: float, left: list[tuple[str, float]], open_: int
    ) -> object:
        self.loop = asyncio.get_running_loop()
        for kind, cleanup in left:
            if kind != "has not begun":
                self.start(kind, cleanup)
        for _ in range(open_):
            self.generators.append(self.ticker())
            await anext(self.generators[-1])
        await asyncio.sleep(seconds)
        self.waited = True
        for kind, cleanup in left:
            if kind == "has not begun":
                self.start(kind, cleanup)
        how, value = end
        if how != "gives":
            raise FAILURES[how](value)
        return value

    def start(self, kind: str, cleanup: float) -> None:
        self.tasks.append((kind, asyncio.create_task(self.leftover(kind, cleanup))))

    async def leftover(self, kind: str, cleanup: float) -> None:
        """Wait to be cancelled, clean up, and end as `kind` says."""
        try:
            await asyncio.sleep(LONG)
        except asyncio.CancelledError:
            self.asked.append(kind)
            if cleanup:
                await asyncio.sleep(cleanup)
            if kind == "finishes anyway":
                return
            if kind == "fails in its cleanup":
                raise OSError("the disk is full") from None
            raise

    async def ticker(self) -> AsyncGenerator[int, None]:
        try:
            while True:
                yield 1
        finally:
            await asyncio.sleep(2)
            self.shut_down += 1

    def put_away(self) -> None:
        """End what a wrong answer has left behind."""
        asyncio.set_event_loop(None)
        loop = self.loop
        if loop is None or loop.is_closed():
            return
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def end_of(task: asyncio.Task) -> str:
    if not task.done():
        return "pending"
    if task.cancelled():
        return "cancelled"
    return "finished" if task.exception() is None else "failed"


def loop_that_is_set() -> str:
    """Which loop get_event_loop would give to a program that runs none: a forgotten one, or none at all."""
    try:
        return "closed" if asyncio.get_event_loop().is_closed() else "open"
    except RuntimeError:
        return "none"


@scenario(
    call="run(main())  # main {0[0]} {0[1]!r} after {1!r} s and leaves {2!r} and {3!r} open async generators"
)
def running(
    submission: ModuleType, end: tuple[str, object], seconds: float, left: list[tuple[str, float]], open_: int
) -> object:
    asyncio.set_event_loop(None)  # as a program does that has used asyncio.run before
    show, value, raised = Show(), None, None
    took = stopwatch()
    coroutine = show.main(end, seconds, left, open_)
    try:
        value = submission.run(coroutine)
    except (Burnt, asyncio.CancelledError) as error:
        raised = [type(error).__name__, str(error)]
    finally:
        facts = {
            "begun": show.loop is not None,
            "waited": show.waited,
            "value": value,
            "raised": raised,
            "took": took(),
            "closed": show.loop is not None and show.loop.is_closed(),
            "set": loop_that_is_set(),
            "tasks": [[kind, end_of(task)] for kind, task in show.tasks],
            "asked": show.asked[:],
            "shut_down": show.shut_down,
        }
        show.put_away()
        coroutine.close()
    return facts


@scenario(call="run(first()); run(second())  # while another loop is set, which does not run")
def running_twice(submission: ModuleType) -> object:
    own = asyncio.new_event_loop()
    asyncio.set_event_loop(own)
    shows = [Show(), Show()]
    try:
        values = [submission.run(show.main(("gives", number), 1, [], 0)) for number, show in enumerate(shows)]
        loops = [show.loop for show in shows]
        return {"values": values, "loops": len({*loops}), "own": own in loops, "own_closed": own.is_closed()}
    finally:
        for show in shows:
            show.put_away()
        own.close()


# --- task 3: calls of plain functions -------------------------------------------------------------------------


@scenario
async def in_order(submission: ModuleType, plan: list[tuple[float, str]]) -> object:
    return await submission.in_order(plan)


@scenario(call="await asyncio.sleep({0!r}); await in_order({1!r})")
async def in_order_later(submission: ModuleType, before: float, plan: list[tuple[float, str]]) -> object:
    """The start of in_order is neither that of the loop nor that of the program."""
    coroutine = submission.in_order(plan)
    await asyncio.sleep(before)
    return await coroutine


@scenario(call="await in_order({0!r})  # something else holds up the loop from {1!r} s on, for {2!r} s")
async def in_order_held_up(
    submission: ModuleType, plan: list[tuple[float, str]], since: float, seconds: float
) -> object:
    asyncio.get_running_loop().call_later(since, time.sleep, seconds)
    return await submission.in_order(plan)


@scenario(call="await asyncio.gather(in_order({0!r}), in_order({1!r}))")
async def in_order_beside_another(
    submission: ModuleType, first: list[tuple[float, str]], second: list[tuple[float, str]]
) -> object:
    return [
        list(pairs) for pairs in await asyncio.gather(submission.in_order(first), submission.in_order(second))
    ]


@scenario(call="await in_order({0!r}); await in_order({1!r})")
async def in_order_twice(
    submission: ModuleType, first: list[tuple[float, str]], second: list[tuple[float, str]]
) -> object:
    return [list(await submission.in_order(plan)) for plan in (first, second)]


@scenario(call="await in_order({0!r})")
async def what_the_loop_is_given(submission: ModuleType, plan: list[tuple[float, str]]) -> object:
    """How many plain callbacks are planned, and how many tasks there are once all has begun."""
    with planned_callbacks() as planned:
        caller = asyncio.create_task(submission.in_order(plan))
        await asyncio.sleep(min(delay for delay, _ in plan) / 2)
        tasks = len(other_tasks([caller]))
        await caller
    return {"callbacks": len(planned), "tasks": tasks}


WAITS = {"_set_result_unless_cancelled", "_release_waiter", "_on_timeout"}
"""The callbacks with which asyncio itself wakes a coroutine that sleeps, or whose time is up."""


@contextmanager
def planned_callbacks() -> Iterator[list[object]]:
    """Collect the callbacks that the running loop is to call at a later time, other than those that end a wait."""
    loop = asyncio.get_running_loop()
    planned: list[object] = []
    call_at = loop.call_at

    def noted_call_at(when, callback, *args, context=None):
        if getattr(callback, "__name__", "") not in WAITS:
            planned.append(callback)
        return call_at(when, callback, *args, context=context)

    loop.call_at = noted_call_at
    try:
        yield planned
    finally:
        with suppress(AttributeError):
            del loop.call_at
