"""What is done with the answers to exercise 11: tasks of every kind, and programs that get a KeyboardInterrupt.

A KeyboardInterrupt is raised in a coroutine or in a callback of the loop, since nobody can send signals here.
"""

import asyncio
import gc
import inspect
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import ModuleType

from grader.specs import hear_complaints, scenario, stopwatch

LONG = 1000
"""Seconds that a task waits which is to be cancelled long before."""
GIVE_UP = 100_000
"""Seconds after which nobody waits for an answer any more."""


def end_of(task: asyncio.Task) -> str:
    if not task.done():
        return "pending"
    if task.cancelled():
        return "cancelled"
    return "finished" if task.exception() is None else "failed"


# --- task 1: one task, brought into a certain state -----------------------------------------------------------


async def give(value: object) -> object:
    return value


async def fail() -> None:
    raise OSError("the disk is full")


async def tidy_up(*, then: str) -> None:
    """Wait; when cancelled, spend 2 seconds on a cleanup and end as `then` says."""
    try:
        await asyncio.sleep(LONG)
    except asyncio.CancelledError:
        await asyncio.sleep(2)
        if then == "finish":
            return
        if then == "fail":
            raise OSError("the disk is full") from None
        raise


async def task_that(kind: str) -> asyncio.Task:
    """A task of the `kind` that a spec asks for."""
    return await MAKERS[kind]()


async def has_not_begun() -> asyncio.Task:
    return asyncio.create_task(asyncio.sleep(LONG))


async def waits() -> asyncio.Task:
    task = asyncio.create_task(asyncio.sleep(LONG))
    await asyncio.sleep(1)
    return task


async def has_finished(value: object = None) -> asyncio.Task:
    task = asyncio.create_task(give(value))
    await asyncio.wait([task])
    return task


async def has_failed() -> asyncio.Task:
    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    task.exception()  # looked at, so that nobody complains that it was not
    return task


async def was_cancelled() -> asyncio.Task:
    task = await waits()
    task.cancel()
    await asyncio.wait([task])
    return task


async def was_cancelled_before_it_began() -> asyncio.Task:
    task = await has_not_begun()
    task.cancel()
    await asyncio.wait([task])
    return task


async def was_just_asked_to_cancel() -> asyncio.Task:
    task = await waits()
    task.cancel()
    return task


async def is_cleaning_up() -> asyncio.Task:
    task = asyncio.create_task(tidy_up(then="go"))
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.sleep(1)
    return task


async def after_its_cleanup(then: str) -> asyncio.Task:
    task = asyncio.create_task(tidy_up(then=then))
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.exception()
    return task


MAKERS: dict[str, Callable[[], Awaitable[asyncio.Task]]] = {
    "has not begun": has_not_begun,
    "waits at an await": waits,
    "has finished": has_finished,
    "has finished with a result": lambda: has_finished("a result"),
    "has failed": has_failed,
    "was cancelled": was_cancelled,
    "was cancelled before it began": was_cancelled_before_it_began,
    "was cancelled and cleaned up": lambda: after_its_cleanup("go"),
    "was just asked to cancel": was_just_asked_to_cancel,
    "cleans up after cancel()": is_cleaning_up,
    "finished although it was asked to cancel": lambda: after_its_cleanup("finish"),
    "failed while it cleaned up": lambda: after_its_cleanup("fail"),
}


@scenario(call="state_of(task)  # a task that {0}")
async def state(submission: ModuleType, kind: str) -> object:
    return submission.state_of(await task_that(kind))


@scenario(call="[state_of(task) for task in tasks]  # tasks that: {0!r}")
async def states(submission: ModuleType, kinds: list[str]) -> object:
    return [submission.state_of(await task_that(kind)) for kind in kinds]


@scenario(call="state_of(asyncio.current_task())")
async def state_of_itself(submission: ModuleType) -> object:
    async def itself() -> object:
        return submission.state_of(asyncio.current_task())

    return [submission.state_of(asyncio.current_task()), await asyncio.create_task(itself())]


@scenario(call="state_of(caller)  # the caller waits for the task that asks")
async def state_of_the_caller(submission: ModuleType) -> object:
    caller = asyncio.current_task()

    async def asks() -> object:
        return submission.state_of(caller)

    return await asyncio.create_task(asks())


@scenario(call="state_of(other)  # another task of the same name as the one that asks")
async def state_of_a_namesake(submission: ModuleType) -> object:
    async def asks() -> object:
        return submission.state_of(other)

    other = asyncio.create_task(asyncio.sleep(LONG), name="download")
    return await asyncio.create_task(asks(), name="download")


@scenario(call="loop.call_soon(state_of, task)")
async def state_in_a_callback(submission: ModuleType) -> object:
    """In a callback of the loop no task is the current one."""
    answer = asyncio.get_running_loop().create_future()

    def callback() -> None:
        try:
            answer.set_result(submission.state_of(task))
        except Exception as error:
            answer.set_exception(error)

    task = await waits()
    asyncio.get_running_loop().call_soon(callback)
    return await answer


# --- task 2: cancel_all among other tasks ---------------------------------------------------------------------


async def bystander(name: str, kind: str, seconds: float, diary: dict[str, list[str]]) -> None:
    """A task beside cancel_all. When cancelled it takes `seconds` to clean up, and ends as its `kind` says."""
    try:
        await asyncio.sleep(LONG)
    except asyncio.CancelledError:
        diary["begun"].append(name)
        if seconds:
            await asyncio.sleep(seconds)
        diary["ended"].append(name)
        if kind == "finishes anyway":
            return
        if kind == "fails in its cleanup":
            raise OSError("the disk is full") from None
        raise


async def awaits(task: asyncio.Task) -> None:
    await task


async def start(
    loop: asyncio.AbstractEventLoop, others: list[tuple[str, str, float]], diary: dict[str, list[str]]
) -> list[asyncio.Task]:
    """The other tasks, in the order of `others`; those that are to have ended before have ended."""
    tasks: list[asyncio.Task] = []
    for name, kind, seconds in others:
        if kind == "had finished":
            work = give(None)
        elif kind == "had failed":
            work = fail()
        elif kind == "awaits the one before":
            work = awaits(tasks[-1])
        else:
            work = bystander(name, kind, seconds, diary)
        tasks.append(loop.create_task(work, name=name))
    await asyncio.sleep(1)
    for task, (_, kind, _) in zip(tasks, others, strict=True):
        if kind == "had been cancelled":
            task.cancel()
    await asyncio.sleep(1)
    for task, (_, kind, _) in zip(tasks, others, strict=True):
        if kind == "was asked before":
            task.cancel()
        if task.done() and not task.cancelled():
            task.exception()
    return tasks


def calling(
    submission: ModuleType, prepare: Callable[[asyncio.AbstractEventLoop], Awaitable[list[asyncio.Task]]]
) -> dict[str, object]:
    """Call cancel_all beside the tasks that `prepare` makes; report what became of everybody."""
    loop = asyncio.new_event_loop()
    facts: dict[str, object] = {"names": None, "ends": [], "unasked": [], "caller": "never returned"}

    async def caller() -> None:
        tasks = await prepare(loop)
        try:
            facts["names"] = await submission.cancel_all()
            facts["ends"] = [[task.get_name(), end_of(task)] for task in tasks]
            facts["unasked"] = [task.get_name() for task in tasks if not task.cancelling()]
            await asyncio.sleep(0)  # one who was asked to cancel feels it here at the latest
            facts["caller"] = "went on"
        except asyncio.CancelledError:
            facts["caller"] = "was cancelled"

    try:
        main = loop.create_task(caller(), name="caller")
        main.add_done_callback(stop)
        loop.call_later(GIVE_UP, loop.stop)
        loop.run_forever()
        main.remove_done_callback(stop)
        if main.done():
            main.result()
        return facts | {"asked": main.cancelling() > 0}  # a copy: what comes to light in put_away is too late
    finally:
        put_away(loop)


def stop(task: asyncio.Task) -> None:
    task.get_loop().stop()


def put_away(loop: asyncio.AbstractEventLoop) -> None:
    """Close a loop without leaving tasks behind that a wrong answer has forgotten."""
    left = asyncio.all_tasks(loop)
    with suppress(RecursionError):  # a task that gathers itself cannot be cancelled
        for task in left:
            task.cancel()
    if left:
        loop.run_until_complete(asyncio.wait(left, timeout=LONG))
    loop.close()


@scenario(call="await cancel_all()  # beside {0!r}")
def cancel_beside(submission: ModuleType, others: list[tuple[str, str, float]]) -> object:
    diary: dict[str, list[str]] = {"begun": [], "ended": []}
    facts = calling(submission, lambda loop: start(loop, others, diary))
    return facts | diary


@scenario(call="await cancel_all()  # tasks {0!r} have just been made")
def cancel_at_once(submission: ModuleType, names: list[str]) -> object:
    """The other tasks have not taken their first step."""

    async def make(loop: asyncio.AbstractEventLoop) -> list[asyncio.Task]:
        return [loop.create_task(asyncio.sleep(LONG), name=name) for name in names]

    return calling(submission, make)


@scenario(call="loop.run_until_complete(cancel_all())  # beside {0!r}")
def cancel_as_the_main_task(submission: ModuleType, names: list[str]) -> object:
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(asyncio.sleep(LONG), name=name) for name in names]
    try:
        given = loop.run_until_complete(submission.cancel_all())
        return {"names": given, "ends": [end_of(task) for task in tasks]}
    finally:
        put_away(loop)


@scenario(call="await cancel_all()  # while another event loop has a task, too")
def cancel_beside_another_loop(submission: ModuleType, name: str) -> object:
    elsewhere = asyncio.new_event_loop()
    foreign = elsewhere.create_task(asyncio.sleep(1), name="of another loop")

    async def make(loop: asyncio.AbstractEventLoop) -> list[asyncio.Task]:
        return [loop.create_task(asyncio.sleep(LONG), name=name)]

    try:
        facts = calling(submission, make)
        elsewhere.run_until_complete(asyncio.wait([foreign]))
        return facts | {"foreign": end_of(foreign)}
    finally:
        put_away(elsewhere)


# --- task 3: a worker -----------------------------------------------------------------------------------------


def ask_to_cancel(task: asyncio.Task) -> None:
    """Cancel a task; raise the error that it has met already."""
    if task.done():
        task.result()
    task.cancel()


@scenario(call="await worker(log, {0!r})")
async def work(submission: ModuleType, seconds: float) -> object:
    log: list[str] = []
    await submission.worker(log, seconds)
    return log


@scenario(call="await worker(log, {0!r})")
async def work_halfway(submission: ModuleType, seconds: float) -> object:
    """What the log holds after half of the time."""
    log: list[str] = []
    task = asyncio.create_task(submission.worker(log, seconds))
    await asyncio.sleep(seconds / 2)
    halfway = list(log)
    await task
    return halfway


@scenario(call="task = asyncio.create_task(worker(log, {0!r})); task.cancel()  # after {1!r} s")
async def cancel_work(submission: ModuleType, seconds: float, after: float) -> object:
    log: list[str] = []
    task = asyncio.create_task(submission.worker(log, seconds))
    await asyncio.sleep(after)
    ask_to_cancel(task)
    await asyncio.wait([task])
    return {"log": log, "end": end_of(task)}


@scenario(call="task = asyncio.create_task(worker(log, {0!r})); task.cancel()  # when it was done")
async def cancel_finished_work(submission: ModuleType, seconds: float) -> object:
    log: list[str] = []
    task = asyncio.create_task(submission.worker(log, seconds))
    await task
    task.cancel()
    await asyncio.sleep(1)
    return log


@scenario(call="await worker(log, {0!r})  # in a caller that is cancelled after {1!r} s")
async def cancel_the_caller_of_work(submission: ModuleType, seconds: float, after: float) -> object:
    log: list[str] = []
    caller_saw = "nothing"

    async def caller() -> None:
        nonlocal caller_saw
        try:
            await submission.worker(log, seconds)
        except asyncio.CancelledError:
            caller_saw = "CancelledError"
            raise

    task = asyncio.create_task(caller())
    await asyncio.sleep(after)
    ask_to_cancel(task)
    await asyncio.wait([task])
    return {"log": log, "caller_saw": caller_saw, "end": end_of(task)}


@scenario(call="await asyncio.wait_for(worker(log, {0!r}), {1!r})")
async def limited_work(submission: ModuleType, seconds: float, limit: float) -> object:
    log: list[str] = []
    try:
        await asyncio.wait_for(submission.worker(log, seconds), limit)
    except TimeoutError:
        return {"log": log, "timeout": True}
    return {"log": log, "timeout": False}


@scenario(
    call="two workers with one log: worker(log, {0!r}) is cancelled after {1!r} s, worker(log, {2!r}) is not"
)
async def two_workers(submission: ModuleType, first: float, after: float, second: float) -> object:
    log: list[str] = []
    cancelled = asyncio.create_task(submission.worker(log, first))
    left_alone = asyncio.create_task(submission.worker(log, second))
    await asyncio.sleep(after)
    ask_to_cancel(cancelled)
    await asyncio.wait([cancelled, left_alone])
    return {"log": log, "ends": [end_of(cancelled), end_of(left_alone)]}


# --- task 4: programs that are interrupted --------------------------------------------------------------------


def ctrl_c() -> None:
    raise KeyboardInterrupt


class Show:
    """A few coroutines made after a plan, and a record of what happens to them."""

    def __init__(self) -> None:
        self.now = stopwatch()
        self.starts: list[float] = []
        self.tasks: list[tuple[str, asyncio.Task]] = []
        self.loops: set[asyncio.AbstractEventLoop] = set()
        self.cleanups_begun: list[str] = []
        self.cleanups_ended: list[str] = []
        self.helpers: list[asyncio.Task] = []

    def coroutine(self, name: str, kind: str, seconds: float) -> Coroutine:
        made = self.body(name, kind, seconds)
        made.__name__ = name
        return made

    async def body(self, name: str, kind: str, seconds: float) -> None:
        self.enter(name)
        if kind in ("ends", "fails", "is interrupted"):
            if seconds:
                await asyncio.sleep(seconds)
            if kind == "fails":
                raise ValueError("not a number")
            if kind == "is interrupted":
                raise KeyboardInterrupt
            return
        if kind == "sets an alarm":
            asyncio.get_running_loop().call_later(seconds, ctrl_c)
        if kind == "has a helper":
            self.helpers.append(asyncio.create_task(self.helper(seconds)))
        await self.wait(name, kind, 0 if kind in ("sets an alarm", "has a helper") else seconds)

    async def helper(self, seconds: float) -> None:
        self.enter("helper")
        await self.wait("helper", "cleans up", seconds)

    def enter(self, name: str) -> None:
        self.starts.append(self.now())
        self.tasks.append((name, asyncio.current_task()))
        self.loops.add(asyncio.get_running_loop())

    async def wait(self, name: str, kind: str, seconds: float) -> None:
        """Wait to be cancelled, clean up for `seconds`, and end as `kind` says."""
        try:
            await asyncio.sleep(LONG)
        except asyncio.CancelledError:
            self.cleanups_begun.append(name)
            if seconds:
                await asyncio.sleep(seconds)
            self.cleanups_ended.append(name)
            if kind == "finishes anyway":
                return
            if kind == "fails in its cleanup":
                raise OSError("the disk is full") from None
            raise

    def facts(self) -> dict[str, object]:
        return {
            "starts": self.starts,
            "pending": [name for name, task in self.tasks if not task.done()],
            "unasked": [name for name, task in self.tasks if not task.done() and not task.cancelling()],
            "cleanups_begun": self.cleanups_begun,
            "cleanups_ended": self.cleanups_ended,
            "left": sum(len(asyncio.all_tasks(loop)) for loop in self.loops),
            "closed": all(loop.is_closed() for loop in self.loops),
        }


def perform(submission: ModuleType, plan: list[tuple[str, str, float]]) -> dict[str, object]:
    """Run a plan once. That a KeyboardInterrupt comes out is one of the facts, so it is caught here."""
    complaints: list[dict] = []
    hear_complaints(complaints.append)
    facts = _perform(submission, plan)
    if facts["left"]:
        gc.collect()  # asyncio complains of a pending task when the task is destroyed
    destroyed = any(
        "Task was destroyed but it is pending" in context.get("message", "") for context in complaints
    )
    return facts | {"destroyed": facts["left"] > 0 and destroyed}


def _perform(submission: ModuleType, plan: list[tuple[str, str, float]]) -> dict[str, object]:
    show = Show()
    coroutines = [show.coroutine(*item) for item in plan]
    facts: dict[str, object] = {"result": None, "escaped": False, "asynchronous": False}
    try:
        result = submission.run_until_interrupted(*coroutines)
        facts |= {"result": result, "asynchronous": inspect.iscoroutine(result)}
        if inspect.iscoroutine(result):
            result.close()
    except KeyboardInterrupt:
        facts["escaped"] = True
    finally:
        facts["never_run"] = close_unused(coroutines)
    return facts | show.facts()


def close_unused(coroutines: list[Coroutine]) -> list[str]:
    """Close the coroutines that were never run; give their names."""
    unused = [
        coroutine for coroutine in coroutines if inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED
    ]
    for coroutine in unused:
        coroutine.close()
    return [coroutine.__name__ for coroutine in unused]


@contextmanager
def main_program() -> Iterator[None]:
    """What a program that has run no loop yet finds: a loop for `asyncio.get_event_loop`, and signals."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    real = {name: getattr(signal, name) for name in ("signal", "siginterrupt") if hasattr(signal, name)}
    for name, function in real.items():
        setattr(signal, name, partial(if_allowed, function))
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(signal, name, function)
        asyncio.set_event_loop(None)
        loop.close()


def if_allowed(function: Callable, number: int, *rest: object) -> object:
    """Install a handler. Where that is refused no signal will come, so a program may go on without it."""
    try:
        return function(number, *rest)
    except PermissionError:
        return signal.getsignal(number)


@scenario(call="run_until_interrupted(*coroutines)  # {0!r}")
def run(submission: ModuleType, plan: list[tuple[str, str, float]]) -> object:
    with main_program():
        return perform(submission, plan)


@scenario(call="run_until_interrupted(*coroutines)  # a second time, {0!r}")
def run_again(submission: ModuleType, plan: list[tuple[str, str, float]]) -> object:
    """The facts of the second of two calls."""
    with main_program():
        perform(submission, plan)
        return perform(submission, plan)


@scenario(call="run_until_interrupted()")
def run_nothing(submission: ModuleType) -> object:
    with main_program():
        return submission.run_until_interrupted()
