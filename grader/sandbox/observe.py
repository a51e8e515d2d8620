"""One scenario, run once against a fresh import of a submission, to one observation.

The same code runs in a worker and, for learners, in their own pytest process: same clock, same normalisation to
plain data, so the same verdicts. What keeps a run within its real time is the caller's business.
"""

from __future__ import annotations

import asyncio
import difflib
import inspect
import linecache
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from itertools import islice
from types import ModuleType, NoneType, TracebackType
from typing import Any, TypeGuard

from grader.clock import DeadlockError, ExerciseClock, RefusedError
from grader.clock.sightings import Deadlock, Place, Sightings
from grader.observation import Failure, Observation, Trouble
from grader.sandbox.current_loop import as_after_asyncio_run, as_in_a_fresh_python
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.plain import bounded
from grader.sandbox.transcript import Transcript, captured
from grader.specs import Scenario

STEPS = 2_000
"""Steps of tasks kept in a timeline."""
MESSAGE = 1000
"""Characters kept of the text of an exception."""
FRAMES = 20
"""Frames kept of a traceback, the innermost ones."""


class DeadlineExceeded(BaseException):
    """Thrown into a learner's code, in-process, when its real time is up."""


def observe(
    modules: SubmissionModules,
    scenario: Scenario,
    arguments: tuple[Any, ...],
    *,
    seed: int = 0,
    timeline: bool = True,
    real_time: bool = False,
    around: Callable[[object], AbstractContextManager[None]] = lambda clock: nullcontext(),
) -> Observation:
    """Run `scenario` with `arguments` on the exercise clock; whatever the learner's code does becomes data.

    Without `timeline` it is not kept what each task did when. `real_time` is for exercises about processes, which
    cannot share virtual time: nothing is sighted then. `around` gives, for the clock, what is entered around the
    learner's code.
    Never raises for what the learner's code raised, KeyboardInterrupt and SystemExit included.
    """
    run = _Run(modules, scenario, arguments)
    threads = threading.active_count()
    steps = STEPS if timeline else 0
    with (
        captured() as transcript,
        RealTime() if real_time else ExerciseClock(seed=seed, timeline=steps) as clock,
        around(clock),
    ):
        run.go(clock, transcript)
    sightings = clock.sightings()
    return Observation(
        value=run.value,
        cut=run.cut,
        error=_overruled(run.failure, sightings),
        elapsed=run.elapsed,
        output=transcript.text,
        output_dropped=transcript.dropped,
        sightings=sightings,
        threads_left=max(0, threading.active_count() - threads),
    )


class RealTime:
    """Stands for the exercise clock where time is real. A fork that comes back out of the run ends there."""

    def __enter__(self) -> RealTime:
        self._process = os.getpid()
        self._start = time.monotonic()
        return self

    @property
    def elapsed(self) -> float:
        """Real seconds since the start."""
        return time.monotonic() - self._start

    def sightings(self) -> Sightings:
        """Nothing: what waits is not watched."""
        return Sightings()

    def __exit__(self, *exception: object) -> None:
        if os.getpid() != self._process:
            os._exit(0)


class _Run:
    """The steps of one run; each can end it with a failure."""

    def __init__(self, modules: SubmissionModules, scenario: Scenario, arguments: tuple[Any, ...]) -> None:
        self.modules, self.scenario, self.arguments = modules, scenario, arguments
        self.value: Any = None
        self.cut = False
        self.failure: Failure | None = None
        self.elapsed = 0.0

    def go(self, clock: ExerciseClock | RealTime, transcript: Transcript) -> None:
        module: ModuleType | None = None
        try:
            with as_in_a_fresh_python(), self.modules.fresh() as module:
                as_after_asyncio_run()
                start = clock.elapsed
                transcript.clear()  # what a module prints while it is imported is no answer to anything
                try:
                    result = self.call(module)
                finally:
                    # To the nanosecond that the clock counts in: what was waited for during the import is in both.
                    self.elapsed = round(clock.elapsed - start, 9)
                self.value, self.cut = bounded(result)
        except BaseException as error:  # a learner's program may raise anything
            self.failure = (
                import_failure(error, self.modules)
                if module is None
                else run_failure(error, module, self.modules)
            )

    def call(self, module: ModuleType) -> Any:
        result = self.scenario.function(module, *self.arguments)
        return asyncio.run(result) if inspect.iscoroutinefunction(self.scenario.function) else result


def import_failure(error: BaseException, modules: SubmissionModules) -> Failure:
    """What an exception during the import of the submission means."""
    if _is_of_the_text(error, modules):
        if _is_no_text(error.msg) or error.lineno is None:
            return _failure(error, Trouble.NOT_UTF8, (), error.msg)
        text = (error.text or "").strip()
        place = Place(file=error.filename or modules.file, line=error.lineno, function="", source=text)
        return replace(_failure(error, Trouble.SYNTAX, (place,), error.msg), column=_column(error))
    trouble = _trouble(error)
    trouble = Trouble.IMPORT if trouble is Trouble.RAISED else trouble
    return _failure(error, trouble, _own_frames(error, modules), _what(error))


def _is_of_the_text(error: BaseException, modules: SubmissionModules) -> TypeGuard[SyntaxError]:
    """Whether Python could not read one of the files: a program may raise a SyntaxError too, with anything in it."""
    if not isinstance(error, SyntaxError) or type(error.msg) is not str:
        return False
    numbers, texts = (error.lineno, error.offset), (error.filename, error.text)
    if not ({*map(type, numbers)} <= {int, NoneType} and {*map(type, texts)} <= {str, NoneType}):
        return False
    if error.filename is None:
        return _is_no_text(error.msg) or not _own_frames(error, modules)
    return modules.owns(error.filename)


def _is_no_text(message: str) -> bool:
    return "null bytes" in message or "codec can't decode" in message


def _column(error: SyntaxError) -> int:
    """Where the caret stands below the line, once that is stripped."""
    line = error.text or ""
    return max(0, (error.offset or 0) - (len(line) - len(line.lstrip())))


def run_failure(error: BaseException, module: ModuleType, modules: SubmissionModules) -> Failure:
    """What an exception that a scenario raised means."""
    frames = _own_frames(error, modules)
    if isinstance(error, AttributeError) and error.obj is module:
        return missing_name(str(error.name), module)
    trouble = _trouble(error)
    if trouble is Trouble.RAISED and isinstance(error, TypeError | AttributeError) and not frames:
        trouble = Trouble.SIGNATURE if _is_signature(str(error)) else Trouble.MISUSED
    return _failure(error, trouble, frames, _what(error))


def _trouble(error: BaseException) -> Trouble:
    for kind, trouble in _TROUBLES:
        if isinstance(error, kind):
            return trouble
    return Trouble.RAISED


_TROUBLES: tuple[tuple[type[BaseException], Trouble], ...] = (
    (NotImplementedError, Trouble.NOT_IMPLEMENTED),
    (DeadlockError, Trouble.DEADLOCK),
    (RefusedError, Trouble.FORBIDDEN),
    (DeadlineExceeded, Trouble.DEADLINE),
    (MemoryError, Trouble.OUT_OF_MEMORY),
)


def _overruled(failure: Failure | None, sightings: Sightings) -> Failure | None:
    """A deadlock or a refusal counts also when the learner's `except Exception` swallowed the error of it."""
    if sightings.deadlocks and (failure is None or failure.trouble is not Trouble.DEADLOCK):
        return _deadlock(sightings.deadlocks[0])
    if sightings.deadlocks and failure is not None and not failure.frames:
        return _deadlock(sightings.deadlocks[0])
    if sightings.refusals and (failure is None or failure.trouble is not Trouble.FORBIDDEN):
        refusal = sightings.refusals[0]
        frames = (refusal.place,) if refusal.place else ()
        return Failure(
            trouble=Trouble.FORBIDDEN, type=RefusedError.__name__, message=refusal.what, frames=frames
        )
    return failure


def _deadlock(deadlock: Deadlock) -> Failure:
    waiting = [f"{waiter.name} at line {waiter.place.line}" for waiter in deadlock.waiters if waiter.place]
    return Failure(
        trouble=Trouble.DEADLOCK,
        type=DeadlockError.__name__,
        message=", ".join(waiting),
        frames=tuple(waiter.place for waiter in deadlock.waiters if waiter.place),
    )


def _failure(
    error: BaseException, trouble: Trouble, frames: tuple[Place, ...], message: str | None = None
) -> Failure:
    kind = type(error)
    return Failure(
        trouble=trouble,
        type=kind.__name__,
        message=_text(error) if message is None else message,
        kinds=tuple(base.__name__ for base in kind.__mro__ if base is not object),
        frames=frames,
    )


def _what(error: BaseException) -> str | None:
    """What was refused; nothing where it was something else that went wrong."""
    what = getattr(error, "what", None) if type(error) is RefusedError else None
    return what if type(what) is str else None


def _text(error: BaseException) -> str:
    try:
        return "".join(islice(str.__iter__(str(error)), MESSAGE))
    except BaseException:  # a learner's __str__ may do anything
        return "(no message)"


def _own_frames(error: BaseException, modules: SubmissionModules) -> tuple[Place, ...]:
    """The learner's frames of a traceback, outermost first; of a group, those of its first exception."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    frames = [place_of(frame) for frame in _frames(error.__traceback__) if modules.owns(frame[0])]
    return tuple(frames[-FRAMES:])


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int, str]]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield code.co_filename, traceback.tb_lineno, code.co_name
        traceback = traceback.tb_next


def place_of(frame: tuple[str, int, str]) -> Place:
    """The place of a (file, line, function), with the text of its line."""
    file, line, function = frame
    return Place(file=file, line=line, function=function, source=linecache.getline(file, line).strip())


def missing_name(name: str, module: ModuleType) -> Failure:
    """A module lacks a name. The message is that name and, after a comma, the nearest one that is there."""
    defined = [key for key, value in vars(module).items() if not key.startswith("_") and callable(value)]
    nearest = difflib.get_close_matches(name, defined, n=1)
    return Failure(trouble=Trouble.MISSING_NAME, type="AttributeError", message=",".join([name, *nearest]))


def _is_signature(message: str) -> bool:
    return "argument" in message and ("()" in message or "keyword" in message)
