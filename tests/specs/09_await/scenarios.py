"""What is done with a learner's `awaiting.py`: its coroutines run beside others, which note what they see."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from grader.specs import other_tasks, scenario, stopwatch


class BrokenError(Exception):
    """What an awaitable of ours raises that is to fail."""


class MissingError(LookupError):
    """Another one."""


class LateError(TimeoutError):
    """A third one: no two have more in common than that they are exceptions."""


class StopAll(BaseException):
    """No `Exception`."""


RAISED = {
    kind.__name__: kind for kind in (BrokenError, MissingError, LateError, StopAll, asyncio.CancelledError)
}


async def turns(count: int = 3) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def beside_a_heartbeat(awaitable: Awaitable[Any]) -> list[float]:
    """Await it; give the moments, a second apart, at which another coroutine had its turn meanwhile."""
    now, beats = stopwatch(), list[float]()

    async def beat() -> None:
        while True:
            beats.append(now())
            await asyncio.sleep(1)

    heart = asyncio.create_task(beat())
    await turns(1)
    await awaitable
    heart.cancel()
    return beats


# --- task 1 -----------------------------------------------------------------------------------------------------------


@scenario(call="inspect.iscoroutinefunction(do_some_work)")
def kind_of_do_some_work(submission):
    return inspect.iscoroutinefunction(submission.do_some_work)


@scenario
async def do_some_work(submission, x):
    return await submission.do_some_work(x)


@scenario(call="do_some_work({0!r})")
async def work_beside_a_heartbeat(submission, x):
    return await beside_a_heartbeat(submission.do_some_work(x))


@scenario(call="asyncio.gather(*(do_some_work(x) for x in {0!r}))")
async def many_at_work(submission, delays):
    return list(await asyncio.gather(*(submission.do_some_work(x) for x in delays)))


# --- task 2 -----------------------------------------------------------------------------------------------------------


class Workshop:
    """Stands in for `do_some_work`: it notes when each call has begun and ended, and gives a result of its own."""

    def __init__(self, submission, word: str) -> None:
        self.word = word
        self.now = stopwatch()
        self.asked: list[object] = []
        self.began: list[float] = []
        self.ended: list[float] = []
        self.most = 0
        submission.do_some_work = self.do_some_work

    async def do_some_work(self, x: float) -> str:
        self.asked.append(x)
        self.began.append(self.now())
        self.most = max(self.most, len(self.began) - len(self.ended))
        result = f"{self.word} {len(self.began)}"
        await asyncio.sleep(x)
        self.ended.append(self.now())
        return result

    def facts(self) -> dict[str, object]:
        return {"asked": self.asked, "began": self.began, "ended": self.ended, "most": self.most}


@scenario(call="relay({0!r}, {1!r})")
async def relay(submission, x, steps, word):
    shop = Workshop(submission, word)
    return {"given": await submission.relay(x, steps)} | shop.facts()


@scenario(call="relay({0!r}, {1!r})")
async def relay_beside_a_heartbeat(submission, x, steps):
    Workshop(submission, "step")
    return await beside_a_heartbeat(submission.relay(x, steps))


@scenario(call="asyncio.gather(*(relay(x, steps) for x, steps in {0!r}))")
async def two_relays(submission, plan):
    Workshop(submission, "step")
    counts, now = [], stopwatch()

    async def run(x: float, steps: int) -> None:
        given = await submission.relay(x, steps)
        counts.append([now(), len(given)])

    await asyncio.gather(*(run(x, steps) for x, steps in plan))
    return sorted(counts)


@scenario(call="relay({0!r}, {1!r}), twice")
async def relay_again(submission, x, steps, word):
    Workshop(submission, word)
    return [list(await submission.relay(x, steps)) for _ in range(2)]


# --- task 3 -----------------------------------------------------------------------------------------------------------


class Promise:
    """An awaitable of the kind asked for: after its seconds it gives a value, or raises.

    `plan` has the keys kind ("coroutine", "task" or "future"), seconds (None: it is over at once), then ("gives",
    "gives back" an exception, or "raises"), and what (the value, or the exception's name).
    """

    def __init__(self, plan: dict[str, Any], now: Callable[[], float]) -> None:
        self.plan, self.now = plan, now
        self.began: list[float] = []
        self.ended: list[float] = []
        self.awaitable = getattr(self, plan["kind"])()

    def coroutine(self):
        return self.run()

    def task(self):
        return asyncio.create_task(self.run())

    def future(self):
        future, loop = asyncio.get_running_loop().create_future(), asyncio.get_running_loop()
        if self.plan["seconds"] is None:
            self.settle(future)
        else:
            loop.call_later(self.plan["seconds"], self.settle, future)
        return future

    def settle(self, future) -> None:
        """Give a future its outcome, unless somebody has cancelled it."""
        if future.done():
            return
        try:
            result = self.outcome()
        except asyncio.CancelledError:
            future.cancel()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    async def run(self):
        self.began.append(self.now())
        try:
            if self.plan["seconds"] is not None:
                await asyncio.sleep(self.plan["seconds"])
            return self.outcome()
        finally:
            self.ended.append(self.now())

    def outcome(self):
        what = self.plan["what"]
        if self.plan["then"] == "raises":
            raise RAISED[what](f"from the {what}")
        return RAISED[what](f"from the {what}") if self.plan["then"] == "gives back" else what

    def state(self) -> str:
        """How far it has come, in the words of its kind."""
        if self.plan["kind"] == "coroutine":
            return inspect.getcoroutinestate(self.awaitable)
        if not self.awaitable.done():
            return "pending"
        return "cancelled" if self.awaitable.cancelled() else "done"

    def facts(self) -> dict[str, object]:
        return {"began": self.began, "ended": self.ended, "state": self.state()}

    async def tidy(self) -> None:
        """Leave nothing behind, whatever the program did with it."""
        if self.plan["kind"] == "coroutine":
            if self.state() == "CORO_CREATED":
                self.awaitable.close()
        else:
            self.awaitable.cancel()
            await asyncio.wait([self.awaitable])
            if not self.awaitable.cancelled():
                self.awaitable.exception()


async def outcome_of(awaitable: Awaitable[Any]) -> list[object]:
    """What comes out: a result, or one of our exceptions. Others are the program's own."""
    try:
        value = await awaitable
    except tuple(RAISED.values()) as error:
        return ["raised", type(error).__name__]
    except BaseExceptionGroup:
        return ["raised", "a group"]
    if isinstance(value, tuple(RAISED.values())):
        return ["gave back", type(value).__name__]
    return ["gave", value]


WITH = "with_fallback(a {0[kind]} that {0[then]} {0[what]!r}, a {1[kind]} that {1[then]} {1[what]!r})"


@scenario(call=WITH)
async def with_fallback(submission, primary, fallback):
    return await tried(submission, primary, fallback)


@scenario(call="asyncio.create_task(" + WITH + ").cancel() after {2} s")
async def cancelled(submission, primary, fallback, at):
    return await tried(submission, primary, fallback, at)


async def tried(submission, primary, fallback, at: float | None = None):
    now = stopwatch()
    first, second = Promise(primary, now), Promise(fallback, now)
    others = other_tasks()

    async def call():
        return await submission.with_fallback(first.awaitable, second.awaitable)

    work = asyncio.create_task(call())
    if at is not None:
        asyncio.get_running_loop().call_later(at, work.cancel)
    facts: dict[str, object] = {"outcome": await outcome_of(work), "at": now()}
    await turns()
    facts |= {"primary": first.facts(), "fallback": second.facts()}
    facts["left"] = len(other_tasks([work, *others]))
    await first.tidy()
    await second.tidy()
    return facts


# --- task 4 -----------------------------------------------------------------------------------------------------------


class Turns:
    """Counts the turns of the loop, up to `MOST`: while it does, no time passes.

    Its callback runs first in each turn, for it ran first in the turn before.
    """

    MOST = 120

    def __init__(self) -> None:
        self.count = 0
        self.loop = asyncio.get_running_loop()
        self.next = self.loop.call_soon(self.turn)

    def turn(self) -> None:
        self.count += 1
        if self.count < self.MOST:
            self.next = self.loop.call_soon(self.turn)


@scenario(call="Ticks({0!r})")
async def kind_of_ticks(submission, n):
    is_class = isinstance(submission.Ticks, type)
    made = submission.Ticks(n)
    if inspect.iscoroutine(made):
        made.close()
    return {"class": is_class, "awaitable": hasattr(type(made), "__await__")}


async def counted(awaitable: Awaitable[Any]) -> dict[str, object]:
    """Await it; tell what it gave, how often the loop has run, and how long it took."""
    now, turns = stopwatch(), Turns()
    given = await awaitable
    turns.next.cancel()
    return {"given": given, "turns": turns.count, "seconds": now()}


@scenario(call="await Ticks({0!r})")
async def ticks(submission, n):
    return await counted(submission.Ticks(n))


@scenario(call="ticks = Ticks({0!r}); await asyncio.sleep(1); await ticks")
async def ticks_awaited_later(submission, n):
    made = submission.Ticks(n)
    await asyncio.sleep(1)
    return await counted(made)


@scenario(call="await Ticks(n), each in a task of its own, n in {0!r}")
async def many_ticks(submission, numbers):
    turns = Turns()

    async def one(n: int) -> list[object]:
        before = turns.count
        given = await submission.Ticks(n)
        return [given, turns.count - before]

    seen = list(await asyncio.gather(*(one(n) for n in numbers)))
    turns.next.cancel()
    return seen
