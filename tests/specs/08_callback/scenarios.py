"""What is done with the answers to exercise 08: coroutines that end in every way, and callbacks that take notes."""

import asyncio
from collections.abc import Awaitable, Callable
from types import ModuleType

from grader.specs import hear_complaints, other_tasks, scenario, stopwatch

LONG = 1000
"""Seconds after which nobody waits for an answer any more."""


class BrokenError(Exception):
    """What a coroutine raises that is to fail."""


class SpilledError(BrokenError):
    """Another one."""


class SlippedError(Exception):
    """What a callback raises that is to fail."""


class Leave(BaseException):
    """No Exception, like KeyboardInterrupt, but harmless."""


class Parcel:
    """A result whose str() and repr() differ."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"<parcel at {id(self):#x}>"


ERRORS: dict[str, type[BaseException]] = {
    error.__name__: error
    for error in (
        BrokenError,
        SpilledError,
        Leave,
        ValueError,
        KeyError,
        GeneratorExit,
        KeyboardInterrupt,
        SystemExit,
        asyncio.InvalidStateError,
    )
}


class Diary:
    """What happens in a scenario, with the seconds since its beginning."""

    def __init__(self) -> None:
        self.now = stopwatch()
        hear_complaints(self.hear)
        self.own = {asyncio.current_task()}
        self.begun: list[float] = []
        self.tasks: list[asyncio.Task | None] = []
        self.cancelled: list[float] = []
        self.calls: list[dict[str, object]] = []
        self.heard: list[str] = []
        self.slips: list[str] = []

    @property
    def note(self) -> Callable[..., None]:
        """The callback that a learner's program is handed. No method: that would tell whose it is."""

        def callback(*arguments: object) -> None:
            self.write_down(*arguments)

        return callback

    @property
    def slip(self) -> Callable[..., None]:
        """A callback that fails."""

        def callback(*arguments: object) -> None:
            self.write_down(*arguments)
            raise SlippedError("slipped")

        return callback

    def hear(self, context: dict) -> None:
        """All that the loop's exception handler is told of, and what was raised in a callback."""
        error = type(context.get("exception")).__name__
        self.heard.append(error)
        if "handle" in context:
            self.slips.append(error)

    async def work(self, seconds: float | None, how: str, value: object) -> object:
        """Wait (not at all if `seconds` is None), then end as `how` says."""
        self.begun.append(self.now())
        self.tasks.append(asyncio.current_task())
        try:
            if seconds is not None:
                await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            self.cancelled.append(self.now())
            if how == "cleans up":
                await asyncio.sleep(2)
            raise
        if how == "is cancelled":
            asyncio.current_task().cancel()
            await asyncio.sleep(1)
        if how == "gives an error":
            return BrokenError(value)
        if how in ERRORS:
            raise ERRORS[how](value)
        return value

    def write_down(self, *arguments: object) -> None:
        self.calls.append(
            {"at": self.now(), "arguments": len(arguments), "by the loop": asyncio.current_task() is None}
            | told(*arguments)
        )

    async def outcome(self, awaitable: Awaitable) -> dict[str, object]:
        """What comes out of it, when, and how many calls had been made by then."""
        facts: dict[str, object] = {}

        async def caller() -> object:
            try:
                return await awaitable
            finally:
                facts.update(took=self.now(), calls_by_then=len(self.calls))

        task = asyncio.create_task(caller())
        self.own.add(task)
        await asyncio.wait([task], timeout=LONG)
        facts["ran_in_the_caller"] = task in self.tasks
        if not task.done():
            task.cancel()
            await asyncio.wait([task], timeout=LONG)
            return facts | {"outcome": ["never ended", None]}
        return facts | {"outcome": ending(task)}

    async def facts(self) -> dict[str, object]:
        """All notes; late calls come in first."""
        for _ in range(5):
            await asyncio.sleep(0)
        left = [task for task in other_tasks(self.own) if not task.cancelling()]
        return {
            "begun": self.begun,
            "cancelled": self.cancelled,
            "calls": self.calls,
            "heard": self.heard,
            "slips": self.slips,
            "left": len(left),
        }


def shown(value: object) -> object:
    """A result as plain data; an exception object that was a result stays recognizable."""
    if isinstance(value, list):
        return [shown(item) for item in value]
    return f"the object {value}" if isinstance(value, BrokenError) else value


def ending(future: asyncio.Future) -> list[object]:
    """How a finished future has ended; an error of the learner's own is raised."""
    if future.cancelled():
        return ["was cancelled", None]
    error = future.exception()
    if error is None:
        return ["gave", shown(future.result())]
    if isinstance(error, BaseExceptionGroup):
        return ["a group", sorted(str(member) for member in error.exceptions)]
    if isinstance(error, BrokenError | SlippedError):
        return [type(error).__name__, str(error)]
    raise error


def told(*arguments: object) -> dict[str, object]:
    """What a callback was told: a future, and how it had ended; or a name and a result."""
    if len(arguments) == 2:
        return {"name": arguments[0], "result": shown(arguments[1])}
    if len(arguments) != 1 or not asyncio.isfuture(arguments[0]):
        return {"future": False}
    [future] = arguments
    return {"future": True, "ended": ending(future) if future.done() else ["pending", None]}


# --- task 1 ---------------------------------------------------------------------------------------------------


@scenario(call="await with_callback(coroutine, callback)  # after {0!r} s, the coroutine: {1} {2!r}")
async def called_back(submission: ModuleType, seconds: float | None, how: str, value: object) -> object:
    diary = Diary()
    work = diary.work(seconds, how, value)
    facts = await diary.outcome(submission.with_callback(work, diary.note))
    return facts | await diary.facts()


@scenario(call="await with_callback(coroutine, callback)  # the callback raises; the coroutine: {1} {2!r}")
async def called_back_and_slipped(
    submission: ModuleType, seconds: float | None, how: str, value: object
) -> object:
    diary = Diary()
    work = diary.work(seconds, how, value)
    facts = await diary.outcome(submission.with_callback(work, diary.slip))
    return facts | await diary.facts()


@scenario(
    call="task = asyncio.create_task(with_callback(coroutine, callback)); task.cancel()  # after {1!r} s"
)
async def cancelled(submission: ModuleType, seconds: float, after: float, how: str) -> object:
    diary = Diary()
    task = asyncio.create_task(submission.with_callback(diary.work(seconds, how, "too late"), diary.note))
    diary.own.add(task)
    await asyncio.sleep(after)
    if task.done():
        return {"outcome": ending(task), "early": True}
    task.cancel()
    await asyncio.sleep(2 * seconds)
    outcome = ending(task) if task.done() else ["never ended", None]
    return {"outcome": outcome, "early": False} | await diary.facts()


@scenario(call="await asyncio.gather(*(with_callback(coroutine, callback) for coroutine in coroutines))")
async def called_back_together(submission: ModuleType, plan: list[tuple[float, object]]) -> object:
    diary = Diary()
    works = [diary.work(seconds, "gives", value) for seconds, value in plan]
    together = asyncio.gather(*(submission.with_callback(work, diary.note) for work in works))
    return await diary.outcome(together) | await diary.facts()


# --- task 2 ---------------------------------------------------------------------------------------------------


def result_of(kind: str, value: object) -> object:
    makers: dict[str, Callable] = {"an exception as result": BrokenError, "a parcel": Parcel}
    return makers[kind](value) if kind in makers else value


async def future_that(kind: str, value: object) -> asyncio.Future:
    future = asyncio.get_running_loop().create_future()
    if kind == "cancelled":
        future.cancel()
    elif kind in ERRORS:
        future.set_exception(ERRORS[kind](*value))
    elif kind != "pending":
        future.set_result(result_of(kind, value))
    return future


async def task_that(kind: str, value: object) -> asyncio.Task:
    async def work() -> object:
        if kind in ERRORS:
            raise ERRORS[kind](*value)
        if kind in ("pending", "cancelled", "being cancelled"):
            await asyncio.sleep(LONG)
        return result_of(kind, value)

    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    if kind in ("cancelled", "being cancelled"):
        task.cancel("no longer needed")
    if kind == "cancelled":
        await asyncio.wait([task])
    return task


def answer_of(submission: ModuleType, future: asyncio.Future) -> list[object]:
    """What describe says. It should never raise: what it raises of the future is part of the answer."""
    finished = future.done() and not future.cancelled()
    own = future.exception() if finished else None
    expected = (asyncio.CancelledError, asyncio.InvalidStateError, *([type(own)] if own else []))
    try:
        return ["gave", submission.describe(future)]
    except expected as error:
        return ["raised", type(error).__name__]


@scenario(call="[describe(future) for future in futures]  # futures with: {0!r}")
async def described(submission: ModuleType, cases: list[tuple[str, object]]) -> object:
    return [answer_of(submission, await future_that(*case)) for case in cases]


@scenario(call="[describe(task) for task in tasks]  # tasks with: {0!r}")
async def described_tasks(submission: ModuleType, cases: list[tuple[str, object]]) -> object:
    return [answer_of(submission, await task_that(*case)) for case in cases]


@scenario(call="task.add_done_callback(lambda task: log.append(describe(task)))")
async def described_in_callback(submission: ModuleType, seconds: float, how: str, value: object) -> object:
    """Before the task has begun, while it waits, in its callback, and afterwards."""
    diary = Diary()
    answers: list[list[object]] = []
    task = asyncio.create_task(diary.work(seconds, how, value))
    task.add_done_callback(lambda task: answers.append(answer_of(submission, task)))
    answers.append(answer_of(submission, task))
    await asyncio.sleep(seconds / 2)
    answers.append(answer_of(submission, task))
    await asyncio.wait([task])
    answers.append(answer_of(submission, task))
    return answers


# --- task 3 ---------------------------------------------------------------------------------------------------


@scenario(call="await completion_order(coroutines)  # (seconds, how it ends, value): {0!r}")
async def ordered(submission: ModuleType, plan: list[tuple[float | None, str, object]]) -> object:
    diary = Diary()
    facts = await diary.outcome(submission.completion_order([diary.work(*item) for item in plan]))
    return facts | await diary.facts()


@scenario(call="await asyncio.gather(completion_order(...), completion_order(...))  # {0!r} and {1!r}")
async def ordered_together(submission: ModuleType, *plans: list[tuple[float | None, str, object]]) -> object:
    diary = Diary()
    stranger = asyncio.create_task(asyncio.sleep(LONG / 2))
    together = asyncio.gather(
        *(submission.completion_order([diary.work(*item) for item in plan]) for plan in plans)
    )
    facts = await diary.outcome(together)
    facts["stranger"] = "pending" if not stranger.done() else "done"
    stranger.cancel()
    return facts


# --- task 4 ---------------------------------------------------------------------------------------------------


@scenario(call="await label_all(named, callback)  # (name, seconds, how it ends, value): {0!r}")
async def labelled(submission: ModuleType, plan: list[tuple[str, float | None, str, object]]) -> object:
    diary = Diary()
    named = {name: diary.work(*item) for name, *item in plan}
    facts = await diary.outcome(submission.label_all(named, diary.note))
    return facts | await diary.facts()


@scenario(call="await asyncio.gather(label_all(...), label_all(...))  # {0!r} and {1!r}")
async def labelled_together(submission: ModuleType, *plans: list[tuple[str, float, str, object]]) -> object:
    diary = Diary()
    logs: list[dict[str, object]] = [{} for _ in plans]
    stranger = asyncio.create_task(asyncio.sleep(LONG / 2))
    together = asyncio.gather(
        *(
            submission.label_all({name: diary.work(*item) for name, *item in plan}, log.__setitem__)
            for plan, log in zip(plans, logs, strict=True)
        )
    )
    facts = await diary.outcome(together)
    facts |= {"logs": logs, "stranger": "pending" if not stranger.done() else "done"}
    stranger.cancel()
    return facts
