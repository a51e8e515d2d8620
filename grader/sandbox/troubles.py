"""What an exception of a learner's code means: its `Trouble`, and the lines of theirs that led to it.

Nothing here runs any of that code. What the learner reads of it is for `grader/failures.py` to say.
"""

from __future__ import annotations

import difflib
import linecache
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from types import ModuleType, NoneType, TracebackType
from typing import TypeGuard

from grader.clock import DeadlockError, RefusedError
from grader.clock.sightings import Deadlock, Place, Sightings
from grader.observation import Failure, Trouble
from grader.sandbox.classes import bases_of, name_of
from grader.sandbox.loading import SubmissionModules

MESSAGE = 1000
"""Characters kept of the text of an exception."""
FRAMES = 20
"""Frames kept of a traceback, the innermost ones."""


class DeadlineExceeded(BaseException):
    """Thrown into a learner's code, in-process, when its real time is up."""


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


def overruled(failure: Failure | None, sightings: Sightings) -> Failure | None:
    """A deadlock or a refusal counts also when the learner's `except Exception` swallowed the error of it."""
    if sightings.deadlocks and (
        failure is None or failure.trouble is not Trouble.DEADLOCK or not failure.frames
    ):
        return _deadlock(sightings.deadlocks[0])
    if sightings.refusals and (failure is None or failure.trouble is not Trouble.FORBIDDEN):
        refusal = sightings.refusals[0]
        frames = (refusal.place,) if refusal.place else ()
        return Failure(
            trouble=Trouble.FORBIDDEN, type=RefusedError.__name__, message=refusal.what, frames=frames
        )
    return failure


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
        type=name_of(kind),
        message=_text(error) if message is None else message,
        kinds=tuple(name_of(base) for base in bases_of(kind) if base is not object),
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
