"""A learner's own files, run in their own pytest process: the in-process counterpart of the sandbox.

`LearnerFiles` reads a module from disk, runs scenarios on it, and stands in for what is missing, so that one mistake
is one plain message and not an error of the collection.
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NoReturn

import msgspec

from grader.clock import ExerciseClock
from grader.errors import SubmissionError
from grader.exercises import Exercise
from grader.observation import Failure, Observation, Trouble
from grader.sandbox.current_loop import as_in_a_fresh_python
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.observe import observe
from grader.sandbox.plain import to_plain
from grader.sandbox.real_time import RealTime
from grader.sandbox.troubles import import_failure, missing_name, run_failure
from grader.sources import own_files
from grader.specs import Scenario, module_name
from grader.watchdog import Limit, limit


class Absent:
    """Stands for a name that the learner's module does not have, until something uses it."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure

    def __call__(self, *arguments: object, **keywords: object) -> NoReturn:
        """Raise SubmissionError: there is nothing to call."""
        raise SubmissionError(self.failure)


class LearnerFiles:
    """The files in an exercise's folder, as they are when pytest starts.

    Raises UsageError for what would be refused if it were handed in.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        folder = exercise.folder
        self.files = own_files(folder, f"exercises/{exercise.slug}")
        self.modules = SubmissionModules(exercise.module, self.files, f"{folder}/")
        self.broken: Failure | None = None
        """Why the module cannot be imported."""
        self.hangs = 0
        self.stuck: Failure | None = None
        """The failure of an import that did not end."""

    def run(self, scenario: Scenario, arguments: tuple[Any, ...], seed: int = 0) -> Observation:
        """Run one scenario here, within the exercise's real time."""
        if not self.exercise.stub.exists():
            return Observation(error=self._missing_file())
        if self.stuck is not None:
            return Observation(error=self.stuck)
        real_time = self.exercise.info.processes
        with (
            self.importable_by_processes(),
            self.limit() as watched,
        ):  # the program gets a copy, as over the wire
            seen = observe(self.modules, scenario, to_plain(arguments), seed=seed, real_time=real_time)
        return msgspec.structs.replace(seen, error=self.hung(watched)) if watched.expired else seen

    def limit(self) -> AbstractContextManager[Limit]:
        """A limit of real time for one stretch of work; a shorter one when the last was used up."""
        seconds = self.exercise.info.deadline_after(self.hangs)
        return limit(seconds, self.modules.owns, kill_children if self.exercise.info.processes else None)

    @contextmanager
    def importable_by_processes(self) -> Iterator[None]:
        """Where processes are allowed, let those that start afresh find the learner's module and the scenarios.

        Afterwards none of them is left.
        """
        if not self.exercise.info.processes:
            yield
            return
        saved = sys.path[:]
        with scenarios_as_a_module(self.exercise.scenarios) as folder:
            sys.path[:0] = [str(self.exercise.folder), folder]
            try:
                yield
            finally:
                sys.path[:] = saved
                kill_children()

    def hung(self, watched: Limit) -> Failure:
        """The failure of a stretch of work whose time was up."""
        self.hangs += 1
        failure = Failure(trouble=Trouble.DEADLINE, message=f"{watched.seconds:g}", frames=watched.frames)
        self.stuck = failure if failure.hangs_in_import else None
        return failure

    def explain(self, error: BaseException) -> Failure:
        """What an exception in a public example means."""
        module = sys.modules.get(self.exercise.module) or ModuleType(self.exercise.module)
        return run_failure(error, module, self.modules)

    def import_for_examples(self, *, real_time: bool = False) -> None:
        """Put the module where `from send import foo` finds it, whatever state the file is in.

        Names that are missing become `Absent`; where the import fails, `broken` says why and every name is absent.
        What the file waits for meanwhile takes no time, unless time is to be real.
        """
        module = self._imported(RealTime() if real_time or self.exercise.info.processes else ExerciseClock())
        vars(module).setdefault("__getattr__", self._absent)
        sys.modules[self.exercise.module] = module

    def _imported(self, clock: ExerciseClock | RealTime) -> ModuleType:
        if not self.exercise.stub.exists():
            self.broken = self._missing_file()
            return ModuleType(self.exercise.module)
        try:
            with (
                limit(self.exercise.info.deadline, self.modules.owns) as watched,
                clock,
                as_in_a_fresh_python(),
                self.modules.fresh() as module,
            ):
                return module
        except BaseException as error:  # a learner's file may raise anything, SystemExit too
            self.broken = self.hung(watched) if watched.expired else import_failure(error, self.modules)
            return ModuleType(self.exercise.module)

    def _missing_file(self) -> Failure:
        return Failure(trouble=Trouble.MISSING_FILE, message=self.exercise.stub.name)

    def _absent(self, name: str) -> Absent:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent(self.broken or missing_name(name, sys.modules[self.exercise.module]))


def kill_children() -> None:
    """End the processes that were started by `multiprocessing`; whoever waits for one of them goes on."""
    for child in multiprocessing.active_children():
        child.kill()


@contextmanager
def scenarios_as_a_module(scenarios: Path) -> Iterator[str]:
    """A folder in which a new process finds the scenarios' functions under the name that they have here."""
    with tempfile.TemporaryDirectory(prefix="scenarios-") as folder:
        if scenarios.is_file():
            shutil.copyfile(scenarios, Path(folder, f"{module_name(scenarios)}.py"))
        yield folder


def absent_in(function: FunctionType) -> Failure | None:
    """The failure of the first absent name that a test function mentions."""
    for name in _names(function.__code__):
        found = function.__globals__.get(name)
        if isinstance(found, Absent):
            return found.failure
    return None


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
