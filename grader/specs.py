"""What the author of a spec imports, `scenario` above all, and how a file of scenarios is loaded.

A scenario is a function in `tests/specs/NN_slug/scenarios.py` that says what is done with a submission. It runs in
the worker beside the learner's code, so it holds no expected value; the spec, in the judge, holds those. In the spec
each scenario is a fixture of its own name.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, overload

from grader.clock import real
from grader.clock.world import MEMBERS

Function = Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A marked function: `function(submission, *arguments)`, plain or async."""

    function: Function
    call: str | None = None
    """How the call is shown to the learner: a format string over the arguments."""

    @property
    def name(self) -> str:
        """The name of the function, which is the name of the fixture."""
        return self.function.__name__

    def shown(self, arguments: tuple[Any, ...]) -> str:
        """The call as the learner would write it."""
        if self.call is not None:
            return self.call.format(*arguments)
        return f"{self.name}({', '.join(map(repr, arguments))})"


@overload
def scenario(function: Function) -> Scenario: ...
@overload
def scenario(*, call: str | None = None) -> Callable[[Function], Scenario]: ...
def scenario(
    function: Function | None = None, *, call: str | None = None
) -> Scenario | Callable[[Function], Scenario]:
    """Mark a function as a scenario; `call` says how it is shown to the learner.

    The function takes the freshly imported submission and the arguments that the spec passes, all plain data, and
    returns plain data. An async one is run with `asyncio.run`.
    """
    if function is not None:
        return Scenario(function=function, call=call)
    return lambda function: Scenario(function=function, call=call)


def module_name(file: Path) -> str:
    """The name of a `scenarios.py` as a module: each exercise's is its own."""
    return f"scenarios_of_{file.parent.name}"


class _Replacing:
    """Who is to know of what a scenario replaces."""

    def __init__(self) -> None:
        self.account: Callable[[Callable[[], None]], None] = lambda change: change()


REPLACING = _Replacing()


@contextmanager
def replaced(owner: ModuleType, name: str, value: object) -> Iterator[None]:
    """Put `value` in the place of `owner.name`, as a scenario may, for as long as the context lasts.

    In a worker, what is replaced in the standard library by any other way is taken for the learner's doing: flagged.
    """
    before = getattr(owner, name)
    REPLACING.account(lambda: setattr(owner, name, value))
    try:
        yield
    finally:
        REPLACING.account(lambda: setattr(owner, name, before))


def stopwatch() -> Callable[[], float]:
    """Start one: a function that gives the seconds since then, to the microsecond.

    They are those of the exercise clock itself, whatever a loop or `time` may have been made to say; without one, real.
    """
    member = MEMBERS.get(real.get_ident())
    if member is None:
        begin = real.monotonic()
        return lambda: round(real.monotonic() - begin, 6)
    scheduler, start = member.scheduler, member.scheduler.now
    return lambda: round((scheduler.now - start) / real.NANOSECONDS, 6)


def other_tasks(but: Iterable[asyncio.Task[Any]] = ()) -> list[asyncio.Task[Any]]:
    """The tasks that have not ended, but for the one that asks and these.

    The exercise clock has counted them itself, whatever became of asyncio's own list; without one, it is that list.
    """
    member = MEMBERS.get(real.get_ident())
    found = asyncio.all_tasks() if member is None else member.world.tasks.unfinished()
    known = {id(task) for task in (asyncio.current_task(), *but)}
    return [task for task in found if id(task) not in known]


def hear_complaints(hear: Callable[[dict[str, Any]], None]) -> None:
    """From here on, tell of all that the running loop's exception handler is told, whoever sets another one.

    hear: is given what a handler is given, as `loop.call_exception_handler` says, but for the loop.
    Where no loop runs yet, all are heard; but none, if there is no exercise clock.
    """
    member, loop = MEMBERS.get(real.get_ident()), asyncio._get_running_loop()
    if member is not None:
        member.world.hearers.append((loop, hear))
    elif loop is not None:
        loop.set_exception_handler(lambda loop, context: hear(context))


def load_scenarios(file: Path) -> dict[str, Scenario]:
    """The scenarios of a `scenarios.py`, by name, in the order of their definition.

    Raises ImportError where `file` is no Python file, and whatever running it raises.
    """
    spec = spec_from_file_location(module_name(file), file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is not a Python file")
    module = module_from_spec(spec)
    sys.modules[module.__name__] = module  # classes of the scenarios' own are looked up by module
    spec.loader.exec_module(module)
    return {found.name: found for found in vars(module).values() if isinstance(found, Scenario)}
