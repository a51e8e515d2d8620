"""What asyncio says of its loops and tasks beside a learner's code is true, or told of.

Scenarios ask asyncio itself: what time it is on the loop, which tasks are left. A loop's `time` can be shadowed by an
attribute of the loop or by a subclass, and a task can be taken off asyncio's list or made to say that it is done. In a
worker the first has no effect, and all are told of to `guard`: the exercise clock has counted the tasks itself.
"""

from __future__ import annotations

import _thread
import asyncio
import sys
from collections.abc import Callable, Iterator
from itertools import takewhile
from types import MethodType
from typing import Any

from grader.clock import looking, turns
from grader.clock.loop_shims import loop_time
from grader.clock.scheduler import Scheduler
from grader.clock.world import MEMBERS
from grader.sandbox.classes import bases_of, names_in, qualname_of

Tell = Callable[[str, str], None]
"""Is told the code of a flag, and its evidence."""
_Loop: Any = asyncio.BaseEventLoop
_Task = asyncio.Task
_LISTS = ("_all_tasks", "_scheduled_tasks", "_eager_tasks")
"""Where asyncio keeps its tasks, by version."""
_SET_RUNNING_LOOP = [
    (module, name)
    for module in (asyncio, asyncio.events, sys.modules["_asyncio"])
    for name in ("_set_running_loop", "_c__set_running_loop")
    if name in vars(module)
]
"""Where the function stands that says which loop runs in this thread."""
_HOMES = (asyncio.tasks, sys.modules["_asyncio"])
_running_loop = vars(sys.modules["_asyncio"])["_get_running_loop"]
_ANSWERS = frozenset({"time", "__getattribute__"})
"""What a class of loops can tell another time with."""
_TAKES_TASKS_AWAY = (
    "_enter_task",
    "_leave_task",
    "_swap_current_task",
    "_unregister_task",
    "_unregister_eager_task",
)
"""By which a task seems not to run, or not to be there. Tasks themselves call these in C."""
_SAYINGS = frozenset(
    {"__eq__", "__getattribute__", "__hash__", "cancelled", "cancelling", "done", "get_loop"}
)
"""What a task says of itself that scenarios ask it."""


def set_up(tell: Tell) -> None:
    """Put what is asked here in place, for good."""
    # On the class, and as what has precedence over the attributes of an instance.
    for name in ("time", "call_exception_handler"):
        setattr(_Loop, name, _not_to_be_hidden(name, getattr(_Loop, name), tell))
    for module, name in [
        (module, name) for module in _HOMES for name in _TAKES_TASKS_AWAY if name in vars(module)
    ]:
        vars(module)[name] = _told_of_call(vars(module)[name], tell)
    runs = _Runs(tell)
    vars(turns)["_now"] = _watched_now(tell)
    _Loop.run_forever = runs.watch_run(_Loop.run_forever)
    for module, name in _SET_RUNNING_LOOP:
        vars(module)[name] = runs.watch_setting(vars(module)[name])
    python_task = vars(asyncio.tasks)["_PyTask"]
    python_task.__init__ = _told_of(python_task.__init__, tell)
    all_tasks = _counted(asyncio.all_tasks, tell)
    asyncio.all_tasks = vars(asyncio.tasks)["all_tasks"] = all_tasks


def _not_to_be_hidden(name: str, function: Callable[..., Any], tell: Tell) -> property:
    """A method that no attribute of a loop hides. A function gives it: a `partial` could be changed."""

    def method(loop: Any) -> MethodType:
        return MethodType(function, loop)

    return property(method, lambda loop, other: tell("time" if name == "time" else "patched", f"loop.{name}"))


def _told_of_call(function: Callable[..., Any], tell: Tell) -> Callable[..., Any]:
    name = function.__name__

    def told(*arguments: Any, **options: Any) -> Any:
        tell("tasks", f"asyncio.{name}")
        return function(*arguments, **options)

    told.__name__ = told.__qualname__ = name
    return told


def _watched_now(tell: Tell) -> Callable[[Any, Scheduler], float]:
    """What time it is in a turn, for `turns`: a class may have been given a time of its own for a while."""

    def _now(loop: Any, scheduler: Scheduler) -> float:
        if getattr(loop.time, "__func__", None) is loop_time:
            return scheduler.monotonic
        tell("time", "loop.time")
        return float(loop.time())

    return _now


class _Runs:
    """The loops that run, by thread, the innermost last; each with how often the running loop was set in its run."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._running: dict[int, list[list[Any]]] = {}

    def watch_run(self, run_forever: Callable[[Any], None]) -> Callable[[Any], None]:
        """Look at a loop before it runs and after."""
        running, tell = self._running, self._tell

        def run(loop: Any) -> None:
            runs = running.setdefault(_thread.get_ident(), [])
            before, depth, own = _running_loop(), len(runs), [loop, 0]
            runs.append(own)
            try:
                _look_at(loop, tell)
                return run_forever(loop)
            finally:
                del runs[depth:]
                if own[1] not in (0, 2) or _running_loop() is not before:
                    tell("internals", "asyncio._set_running_loop")
                _look_at(loop, tell)

        run.__name__, run.__qualname__ = "run_forever", "BaseEventLoop.run_forever"
        return run

    def watch_setting(self, real: Callable[[Any], None]) -> Callable[[Any], None]:
        """Only a loop that runs says so, once at its start and once at its end.

        Whoever else does would have the clock see no loop, or another one.
        """
        running, tell = self._running, self._tell

        def _set_running_loop(loop: Any, /) -> None:
            runs = running.get(_thread.get_ident())
            if runs:  # where no loop of asyncio's runs, one of the program's own may
                own = runs[-1]
                if own[1] == 2 or loop is not (None if own[1] else own[0]):
                    tell("internals", "asyncio._set_running_loop")
                own[1] += 1
            real(loop)

        return _set_running_loop


def _told_of(init: Callable[..., None], tell: Tell) -> Callable[..., None]:
    """A task in pure Python is on none of the clock's lists: nobody needs one."""

    def __init__(task: Any, *arguments: Any, **options: Any) -> None:
        tell("tasks", "asyncio.tasks._PyTask")
        init(task, *arguments, **options)

    return __init__


def _look_at(loop: Any, tell: Tell) -> None:
    """Tell of a loop whose class has a time of its own."""
    for owner in _below(_Loop, type(loop)):
        for name in _ANSWERS & names_in(owner).keys():
            tell("time", f"{qualname_of(owner)}.{name}")


def _counted(all_tasks: Callable[..., set[Any]], tell: Tell) -> Callable[..., set[Any]]:
    """`asyncio.all_tasks`, compared with the tasks that the clock knows to be in flight."""

    def counted(loop: Any = None) -> set[Any]:
        found = all_tasks(loop)
        member = MEMBERS.get(_thread.get_ident())
        if member is not None:
            asked = asyncio.get_running_loop() if loop is None else loop
            known = {id(task) for task in found}
            missing = member.world.tasks.in_flight.keys() - known
            others = list(_other_tasks())
            hidden = [task for task in others if id(task) not in known and _is_running(task, asked)]
            if missing:
                hidden += [
                    thing
                    for thing in looking.all_objects()
                    if id(thing) in missing and _is_running(thing, asked)
                ]
            hidden += [task for task in others if _lies(type(task))]
            for task in hidden:
                tell("tasks", repr(_coroutine_name(task)))
        return found

    counted.__name__ = counted.__qualname__ = "all_tasks"
    return counted


def _other_tasks() -> Iterator[Any]:
    """The tasks on asyncio's lists that can say of themselves what they like: those of C's own type cannot."""
    for name in _LISTS:
        for task in list(vars(asyncio.tasks).get(name, ())):
            if type(task) is not _Task:
                yield task


def _lies(kind: type) -> bool:
    """Whether a class of tasks says for itself how far they are."""
    return issubclass(kind, _Task) and any(_SAYINGS & names_in(base).keys() for base in _below(_Task, kind))


def _below(known: type, kind: type) -> Iterator[type]:
    """The classes that come before a known one where a name is looked up."""
    return takewhile(lambda base: base is not known, bases_of(kind))


def _is_running(thing: Any, loop: Any) -> bool:
    """Whether this is a task of the loop that is not done, whatever it says itself."""
    return any(
        issubclass(type(thing), kind) and not kind.done(thing) and kind.get_loop(thing) is loop
        for kind in (asyncio.Task, vars(asyncio.tasks)["_PyTask"])
    )


def _coroutine_name(task: Any) -> str:
    try:
        kind: Any = _Task if isinstance(task, _Task) else vars(asyncio.tasks)["_PyTask"]
        return str(kind.get_coro(task).__qualname__)
    except Exception:  # it may be an object of a class of their own
        return "a task"
