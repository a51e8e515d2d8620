"""What is done with the answers to exercise 07: coroutines that note what happens to them, in tasks of all kinds."""

import asyncio
import gc
import weakref
from collections.abc import Coroutine
from types import ModuleType

from grader.specs import scenario, stopwatch

LONG = 1000
"""Seconds that a task waits which has nothing to do with the others."""


class BrokenError(Exception):
    """What a coroutine raises that is to fail."""


class SpilledError(BrokenError):
    """Another one."""


FAILURES = {"BrokenError": BrokenError, "SpilledError": SpilledError}


class Diary:
    """Notes of coroutines: (what happened, when)."""

    def __init__(self) -> None:
        self.now = stopwatch()
        self.begun: list[float] = []
        self.ended: list[float] = []
        self.names: list[str] = []
        self.tasks: list[asyncio.Task | None] = []

    async def work(self, seconds: float | None, value: object = None, failure: str | None = None) -> object:
        """Wait (not at all if `seconds` is None), then give `value`, or fail with it."""
        self.begun.append(self.now())
        self.tasks.append(asyncio.current_task())
        self.names.append(self.tasks[-1].get_name() if self.tasks[-1] else "no task")
        if seconds is not None:
            await asyncio.sleep(seconds)
        self.ended.append(self.now())
        if failure is not None:
            raise FAILURES[failure](value)
        return value


async def outcome(awaitable) -> list[object]:
    """What comes out of it: a result, or an exception that a coroutine of ours raised."""
    try:
        return ["gave", await awaitable]
    except asyncio.CancelledError:
        return ["was cancelled", ""]
    except BrokenError as error:
        return [type(error).__name__, str(error)]
    except BaseExceptionGroup:
        return ["a group", ""]


async def turns(count: int = 3) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


# --- task 1 ---------------------------------------------------------------------------------------------------


def kind_of(thing: object) -> str:
    if isinstance(thing, asyncio.Task):
        return "task"
    return "nothing" if thing is None else type(thing).__name__


async def end(thing: object) -> None:
    """Leave nothing behind of what a wrong answer may have given."""
    if isinstance(thing, asyncio.Future):
        thing.cancel()
        await asyncio.wait([thing])
    elif isinstance(thing, Coroutine):
        thing.close()


@scenario(call="task = await start(work())  # work gives {1!r} after {0!r} s")
async def started(
    submission: ModuleType, seconds: float | None, value: object, failure: str | None
) -> object:
    """What start gives and how far the coroutine is then; its outcome only after it had time enough."""
    diary = Diary()
    task = await submission.start(diary.work(seconds, value, failure))
    facts = {"kind": kind_of(task), "begun": len(diary.begun), "took": diary.now(), "outcome": None}
    if facts["kind"] != "task":
        await end(task)
        return facts
    facts["done"] = task.done()
    await asyncio.sleep((seconds or 0) + 1)
    facts |= {"ran": diary.begun[:], "ended": diary.ended[:], "done later": task.done()}
    facts["outcome"] = await outcome(task)
    return facts


@scenario(call="tasks = [await start(work(delay)) for delay in {0!r}]; [await task for task in tasks]")
async def started_together(submission: ModuleType, delays: list[float]) -> object:
    diary = Diary()
    tasks = [await submission.start(diary.work(delay, delay)) for delay in delays]
    results = [await task for task in tasks]
    return {"results": results, "begun": diary.begun, "took": diary.now()}


# --- task 2 ---------------------------------------------------------------------------------------------------


@scenario(call="await before_and_after(work())  # work gives {1!r} after {0!r} s")
async def states(submission: ModuleType, seconds: float | None, value: object) -> object:
    diary = Diary()
    given = await submission.before_and_after(diary.work(seconds, value))
    own = asyncio.current_task() in diary.tasks
    return {"given": given, "runs": len(diary.begun), "in the task of the caller": own, "took": diary.now()}


@scenario(call="await before_and_after(work())  # work raises {1} after {0!r} s")
async def states_of_a_failure(
    submission: ModuleType, seconds: float | None, failure: str, text: str
) -> object:
    diary = Diary()
    came_out = await outcome(submission.before_and_after(diary.work(seconds, text, failure)))
    return {"outcome": came_out, "took": diary.now()}


@scenario(call="await before_and_after(work())  # the result of work is an exception")
async def states_of_an_error_as_result(submission: ModuleType) -> object:
    error = BrokenError("only a result")
    before, after, result = await submission.before_and_after(Diary().work(1, error))
    return [before, after, result is error]


# --- task 3 ---------------------------------------------------------------------------------------------------


@scenario(call="await start_all({{name: work(delay, value), ...}})  # {0!r}")
async def all_started(submission: ModuleType, plan: list[tuple[str, float, object]]) -> object:
    diary = Diary()
    named = {name: diary.work(delay, value) for name, delay, value in plan}
    results = await submission.start_all(named)
    return {"results": results, "begun": diary.begun, "names": diary.names, "took": diary.now()}


# --- task 4 ---------------------------------------------------------------------------------------------------


def spawn(background, diary: Diary, plan: list[tuple[float | None, str | None]]) -> None:
    """For each (seconds, failure) a coroutine; the text of a failure tells which one it was."""
    for number, (seconds, failure) in enumerate(plan):
        background.spawn(diary.work(seconds, f"number {number}", failure))


@scenario(call="background.spawn(work(delay))  # for the delays {0!r}; len(background) at {1!r} s")
async def counted(submission: ModuleType, delays: list[float], moments: list[float]) -> object:
    background, diary, counts = submission.Background(), Diary(), []
    empty = len(background)
    for delay in delays:
        background.spawn(diary.work(delay))
    took = diary.now()
    for moment in moments:
        await asyncio.sleep(moment - diary.now())
        counts.append(len(background))
    return {"empty": empty, "took": took, "counts": counts, "begun": diary.begun, "ended": diary.ended}


@scenario(
    call="spawn work for each of {0!r}; await asyncio.sleep({1!r}); await background.drain() {2!r} times"
)
async def drained(
    submission: ModuleType, plan: list[tuple[float | None, str | None]], before: float, times: int
) -> object:
    """What comes out of each drain, when, and how many coroutines had ended by then."""
    background, diary, drains = submission.Background(), Diary(), []
    spawn(background, diary, plan)
    await asyncio.sleep(before)
    for _ in range(times):
        came_out, ended = await outcome(background.drain()), len(diary.ended)
        at = diary.now()
        await turns()
        drains.append({"outcome": came_out, "ended": ended, "at": at, "len": len(background)})
    return drains


@scenario(call="background.drain()  # each coroutine spawns the next as its last act: {0!r}")
async def drained_chain(submission: ModuleType, plan: list[tuple[float, str | None]]) -> object:
    """The first coroutine spawns the second at its end, that one the third, ..."""
    background, diary = submission.Background(), Diary()

    async def link(number: int) -> None:
        seconds, failure = plan[number]
        try:
            await diary.work(seconds, f"number {number}", failure)
        finally:
            if number + 1 < len(plan):
                background.spawn(link(number + 1))

    background.spawn(link(0))
    came_out = await outcome(background.drain())
    return {"outcome": came_out, "ended": len(diary.ended), "at": diary.now()}


@scenario(call="background.drain()  # while others call background.spawn at {0!r} s")
async def drained_while_others_spawn(submission: ModuleType, moments: list[float], delay: float) -> object:
    """The first coroutine runs until just after the last of the moments."""
    background, diary = submission.Background(), Diary()
    loop = asyncio.get_running_loop()
    background.spawn(diary.work(moments[-1] + 0.125))
    for moment in moments:
        loop.call_later(moment, lambda: background.spawn(diary.work(delay)))
    await background.drain()
    return {"ended": len(diary.ended), "at": diary.now()}


@scenario(call="background.drain()  # a task that nobody spawned is running, too")
async def drained_beside_a_stranger(submission: ModuleType, delay: float) -> object:
    background, diary = submission.Background(), Diary()
    stranger = asyncio.create_task(asyncio.sleep(LONG))
    background.spawn(diary.work(delay))
    await background.drain()
    seen = {"at": diary.now(), "stranger": "pending" if not stranger.done() else "ended"}
    await end(stranger)
    return seen


@scenario(
    call="background.drain()  # a task that was spawned is cancelled after {0!r} s, drain begins after {1!r} s"
)
async def drained_after_a_cancellation(
    submission: ModuleType,
    cancelled_at: float,
    drained_at: float,
    plan: list[tuple[float | None, str | None]],
) -> object:
    background, diary, victim = submission.Background(), Diary(), Diary()
    background.spawn(victim.work(LONG))
    spawn(background, diary, plan)
    await turns()
    for task in victim.tasks:
        asyncio.get_running_loop().call_later(cancelled_at, task.cancel)
    await asyncio.sleep(drained_at)
    came_out = await outcome(background.drain())
    return {"outcome": came_out, "ended": len(diary.ended), "at": diary.now()}


@scenario(call="background.drain(); background.spawn(...); background.drain()  # as {0!r}, then {1!r}")
async def drained_and_used_again(
    submission: ModuleType,
    first: list[tuple[float | None, str | None]],
    second: list[tuple[float | None, str | None]],
) -> object:
    background, outcomes = submission.Background(), []
    for plan in (first, second):
        diary = Diary()
        spawn(background, diary, plan)
        came_out = await outcome(background.drain())
        outcomes.append({"outcome": came_out, "ended": len(diary.ended), "at": diary.now()})
    return outcomes


@scenario(call="two backgrounds: one.spawn(work({0!r})), other.spawn(work({1!r})); await one.drain()")
async def two_backgrounds(submission: ModuleType, short: float, long: float) -> object:
    one, other, diary = submission.Background(), submission.Background(), Diary()
    one.spawn(diary.work(short))
    other.spawn(diary.work(long, "of the other", "BrokenError"))
    await turns()
    counts = [len(one), len(other)]
    came_out = [await outcome(one.drain()), diary.now()]
    other_came_out = [await outcome(other.drain()), diary.now()]
    return {"counts": counts, "one": came_out, "other": other_came_out}


@scenario(call="background.spawn(work())  # nobody else refers to the task; gc.collect()")
async def collected(submission: ModuleType, count: int) -> object:
    """How many coroutines were ended by the garbage collector, and how many came to their end."""
    background, seen = submission.Background(), {"collected": 0, "ended": 0}
    loop, futures = asyncio.get_running_loop(), []

    async def lonely() -> None:
        future = loop.create_future()  # refers to the task, and the task to it: nobody else does
        futures.append(weakref.ref(future))
        try:
            await future
            seen["ended"] += 1
        except GeneratorExit:
            seen["collected"] += 1
            raise

    for _ in range(count):
        background.spawn(lonely())
    await asyncio.sleep(1)
    gc.collect()
    facts = {"collected": seen["collected"]}
    for reference in futures:
        future = reference()
        if future is not None:
            future.set_result(None)
        del future
    await asyncio.sleep(1)
    return facts | {"ended": seen["ended"]}


@scenario(call="background.spawn(work())  # {0!r} times; what is still kept when they are done?")
async def kept(submission: ModuleType, count: int) -> object:
    """How many of the tasks are still there long after they were done."""
    background, tasks = submission.Background(), []

    async def short() -> None:
        tasks.append(weakref.ref(asyncio.current_task()))
        await asyncio.sleep(1)

    for _ in range(count):
        background.spawn(short())
    await asyncio.sleep(2)
    counts = [len(background)]
    background.spawn(asyncio.sleep(1))  # who tidies up now and then has the occasion
    await asyncio.sleep(2)
    counts.append(len(background))
    await turns()
    gc.collect()
    return {"made": len(tasks), "kept": sum(reference() is not None for reference in tasks), "counts": counts}


@scenario(call="background.spawn(work()); background.drain()  # what is raised is raised once")
async def raised_again(submission: ModuleType, failures: list[str], times: int) -> object:
    """The texts of what each of several drains raised; an empty text for nothing."""
    background, diary = submission.Background(), Diary()
    spawn(background, diary, [(1, failure) for failure in failures])
    texts = []
    for _ in range(times):
        came_out = await outcome(background.drain())
        texts.append("" if came_out[0] == "gave" else came_out[1])
    return texts
