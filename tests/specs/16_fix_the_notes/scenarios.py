"""What is done with the answers to exercise 16: values, clocks, coroutines that note what becomes of them, a Ctrl-C.

Each call is made as in a program that has used asyncio.run before: no event loop is set, and none is running.
"""

import asyncio
import inspect
import time
from collections.abc import Callable
from types import ModuleType

from grader.specs import replaced, scenario, stopwatch

LONG = 1000
"""Seconds that something waits which is to be cancelled long before."""


class SpilledError(Exception):
    """What a coroutine raises that is to fail."""


class Kitchen:
    """Coroutines, and a record of what becomes of them."""

    def __init__(self) -> None:
        self.now = stopwatch()
        self.begun: list[float] = []
        self.ended: list[str] = []
        self.asked: list[str] = []
        self.loops: list[asyncio.AbstractEventLoop] = []
        self.tasks: list[asyncio.Task | None] = []
        self.coroutines: list = []

    def boil(self, *arguments):
        """A coroutine object of `_boil`, which is put away at the end."""
        self.coroutines.append(self._boil(*arguments))
        return self.coroutines[-1]

    async def _boil(self, seconds: float, value: object, fails: bool = False) -> object:
        self._begin()
        if seconds:
            await asyncio.sleep(seconds)
        self.ended.append(str(value))
        if fails:
            raise SpilledError(value)
        return value

    def serve(self, *arguments):
        """A coroutine object of `_serve`, which is put away at the end."""
        self.coroutines.append(self._serve(*arguments))
        return self.coroutines[-1]

    async def _serve(self, name: str, kind: str, seconds: float) -> None:
        """`interrupts` and `ends` after so many seconds, or `cleans up` and `finishes anyway` for so many."""
        self._begin()
        if kind in ("interrupts", "ends"):
            await asyncio.sleep(seconds)
            self.ended.append(name)
            if kind == "interrupts":
                raise KeyboardInterrupt
            return
        try:
            await asyncio.sleep(LONG)
        except asyncio.CancelledError:
            self.asked.append(name)
            await asyncio.sleep(seconds)
            if kind == "cleans up":
                raise
        finally:
            self.ended.append(name)

    def _begin(self) -> None:
        self.begun.append(self.now())
        self.loops.append(asyncio.get_running_loop())
        self.tasks.append(asyncio.current_task())

    def call(self, function: Callable, argument: object) -> dict[str, object]:
        """Call the function and tell what came of it; then put away what a wrong answer leaves behind."""
        asyncio.set_event_loop(None)
        given, raised = None, None
        try:
            given = function(argument)
        except (SpilledError, KeyboardInterrupt) as error:
            raised = [type(error).__name__, str(error)]
        finally:
            facts = {
                "given": self.described(given),
                "raised": raised,
                "took": self.now(),
                "begun": self.begun[:],
                "ended": sorted(self.ended),
                "asked": sorted(self.asked),
                "closed": all(loop.is_closed() for loop in self.loops),
            }
            self.put_away()
        return facts

    def described(self, given: object) -> object:
        if inspect.iscoroutine(given):
            given.close()
            return "a coroutine"
        if not isinstance(given, asyncio.Future):
            return given
        outcome = "pending"
        if given.cancelled():
            outcome = "cancelled"
        elif given.done():
            outcome = "failed" if given.exception() else "finished"
        result = given.result() if outcome == "finished" else None
        runs = given in self.tasks
        return {"task": isinstance(given, asyncio.Task), "outcome": outcome, "result": result, "runs": runs}

    def put_away(self) -> None:
        for loop in {*self.loops}:
            if not loop.is_closed():
                left = asyncio.all_tasks(loop)
                for task in left:
                    task.cancel()
                if left:
                    loop.run_until_complete(asyncio.wait(left))
                loop.close()
        for coroutine in self.coroutines:
            if inspect.getcoroutinestate(coroutine) != inspect.CORO_RUNNING:
                coroutine.close()


# --- task 1 ---------------------------------------------------------------------------------------------------


@scenario
def send_to_foo(submission: ModuleType, values: list) -> object:
    return submission.send_to_foo(values)


@scenario(call="[send_to_foo({0!r}), send_to_foo({1!r})]")
def send_to_foo_twice(submission: ModuleType, first: list, second: list) -> object:
    return [submission.send_to_foo(values) for values in (first, second)]


@scenario
def produce_and_consume(submission: ModuleType, count: int) -> object:
    return submission.produce_and_consume(count)


@scenario(call="[produce_and_consume(count) for count in {0!r}]")
def produce_and_consume_again(submission: ModuleType, counts: list[int]) -> object:
    for count in counts:
        submission.produce_and_consume(count)


# --- task 2 ---------------------------------------------------------------------------------------------------


@scenario(call="sync_time(foo, len({0!r}))  # foo sleeps for these seconds, one after the other")
def sync_time(submission: ModuleType, durations: list[float]) -> object:
    """The times are noted at which foo was called."""
    now, calls = stopwatch(), []

    def foo() -> str:
        calls.append(now())
        time.sleep(durations[len(calls) - 1] if len(calls) <= len(durations) else 1)
        return "foo is over"

    return {"given": submission.sync_time(foo, len(durations)), "calls": calls}


@scenario
def async_time(submission: ModuleType, delays: list[float]) -> object:
    asyncio.set_event_loop(None)
    return submission.async_time(delays)


@scenario(call="[async_time({0!r}), async_time({1!r})]")
def async_time_twice(submission: ModuleType, first: list[float], second: list[float]) -> object:
    asyncio.set_event_loop(None)
    return [submission.async_time(delays) for delays in (first, second)]


@scenario(call="async_time({0!r})  # each asyncio.sleep comes back {1!r} s late")
def async_time_when_late(submission: ModuleType, delays: list[float], late: float) -> object:
    """Whoever sleeps in another way is not late; the measured seconds are those that passed in any case."""
    asyncio.set_event_loop(None)
    sleep = asyncio.sleep

    async def late_sleep(delay, result=None):
        await sleep(delay + late)
        return result

    with replaced(asyncio, "sleep", late_sleep):
        return submission.async_time(delays)


# --- task 3 ---------------------------------------------------------------------------------------------------


@scenario(call="asyncio.run(do_some_work({0!r}))")
async def do_some_work(submission: ModuleType, x: float) -> object:
    return await submission.do_some_work(x)


@scenario(call="await asyncio.gather(*[do_some_work(x) for x in {0!r}])")
async def do_some_work_together(submission: ModuleType, xs: list[float]) -> object:
    return list(await asyncio.gather(*[submission.do_some_work(x) for x in xs]))


@scenario(call="await do_some_work({0!r})  # another coroutine wants its turn every second")
async def do_some_work_beside_another(submission: ModuleType, x: float) -> object:
    now, beats = stopwatch(), []

    async def beat() -> None:
        while True:
            await asyncio.sleep(1)
            beats.append(round(now(), 3))

    other = asyncio.create_task(beat())
    await submission.do_some_work(x)
    other.cancel()
    return beats


@scenario(call="run_timed(boil())  # boil gives {1!r} after {0!r} s")
def run_timed(submission: ModuleType, seconds: float, value: object) -> object:
    kitchen = Kitchen()
    return kitchen.call(submission.run_timed, kitchen.boil(seconds, value))


@scenario(call="run_as_task(boil())  # boil gives {1!r} after {0!r} s")
def run_as_task(submission: ModuleType, seconds: float, value: object) -> object:
    kitchen = Kitchen()
    return kitchen.call(submission.run_as_task, kitchen.boil(seconds, value))


@scenario(call="{0}(boil())  # boil raises SpilledError({2!r}) after {1!r} s")
def failing(submission: ModuleType, function: str, seconds: float, text: str) -> object:
    kitchen = Kitchen()
    return kitchen.call(getattr(submission, function), kitchen.boil(seconds, text, True))


@scenario(call="[{0}(boil()) for each of {1!r}]")
def again(submission: ModuleType, function: str, plan: list[tuple[float, object]]) -> object:
    """One call after the other, each with a coroutine of its own."""
    facts = []
    for seconds, value in plan:
        kitchen = Kitchen()
        facts.append(kitchen.call(getattr(submission, function), kitchen.boil(seconds, value)))
    return facts


# --- task 4 ---------------------------------------------------------------------------------------------------


@scenario(call="print_result(boil())  # boil gives {1!r} after {0!r} s")
def print_result(submission: ModuleType, seconds: float, value: object) -> object:
    kitchen = Kitchen()
    return kitchen.call(submission.print_result, kitchen.boil(seconds, value))


@scenario(call="results_of([boil(), ...])  # (seconds, result) of each: {0!r}")
def results_of(submission: ModuleType, plan: list[tuple[float, object]]) -> object:
    kitchen = Kitchen()
    return kitchen.call(submission.results_of, [kitchen.boil(seconds, value) for seconds, value in plan])


@scenario(call="[results_of(...) for each of {0!r}]")
def results_of_again(submission: ModuleType, plans: list[list[tuple[float, object]]]) -> object:
    return [results_of.function(submission, plan) for plan in plans]


@scenario(call="stop_on_ctrl_c([...])  # (name, what it does, seconds) of each: {0!r}")
def stop_on_ctrl_c(submission: ModuleType, plan: list[tuple[str, str, float]]) -> object:
    kitchen = Kitchen()
    return kitchen.call(submission.stop_on_ctrl_c, [kitchen.serve(*each) for each in plan])


@scenario(call="stop_on_ctrl_c([...]); stop_on_ctrl_c([...])  # {0!r}, {1!r}")
def stop_on_ctrl_c_twice(
    submission: ModuleType, first: list[tuple[str, str, float]], second: list[tuple[str, str, float]]
) -> object:
    return [stop_on_ctrl_c.function(submission, plan) for plan in (first, second)]
