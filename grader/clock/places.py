"""Which line of the learner's is to blame: from frames, tasks, coroutines and tracebacks to places.

The learner's lines are those outside the standard library, the installed packages and the package that the clock is
part of. A `Spot` is what is noted while the program runs; it becomes a `Place`, with its source text, afterwards.
"""

from __future__ import annotations

import asyncio
import linecache
import os
import sysconfig
from collections.abc import Hashable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import CodeType, CoroutineType, FrameType, TracebackType
from typing import Any, NamedTuple

from grader.clock import looking
from grader.clock.sightings import Place


class Spot(NamedTuple):
    """A line as cheaply as it can be noted."""

    file: str
    line: int
    function: str


_remembered: set[str] = set()
"""The files to whose text the way is noted."""
_called: set[str] = set()
"""The files whose callers are to blame."""
_outside: set[str] = set()
"""The files that run the program: what called them is no part of it."""
_make_tuple = tuple.__new__
"""Makes a `Spot` in a third of the time that calling it takes."""


def _foreign_folders() -> tuple[str, ...]:
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = {Path(path) for name in names if (path := sysconfig.get_path(name))}
    own = Path(__file__).parent
    folders.add(own.parent if (own.parent / "__init__.py").exists() else own)
    folders |= {folder.resolve() for folder in folders}
    return tuple(sorted(str(folder) + os.sep for folder in folders))


_FOREIGN = _foreign_folders()
_DEEPEST = 200


@lru_cache(maxsize=4096)
def is_learners(file: str) -> bool:
    """Whether a code object's `co_filename` is the learner's rather than a library's."""
    if file.startswith(("<frozen", "<string>", "<attrs")):
        return False
    return not file.startswith(_FOREIGN) and "site-packages" not in file and "dist-packages" not in file


def learners_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost frame that runs a line of the learner's."""
    return next((one for one in _stack(frame) if is_learners(one.f_code.co_filename)), None)


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    """A frame and those behind it, as far as they belong to the program."""
    while frame is not None and frame.f_code.co_filename not in _outside:
        yield frame
        frame = looking.behind(frame)


def blame_callers_of(files: Iterable[str], *, run_by: str) -> None:
    """From now on, who is to blame for what code in these files does is the learner's line that called it.

    `run_by` is the file that runs the program. Whatever stands behind it on the stack is not to blame.
    """
    _called.update(files)
    _outside.add(run_by)


def spot_of_frame(frame: FrameType | None) -> Spot | None:
    """The learner's line that led to a frame; else the frame's own."""
    chosen = learners_frame(frame) or frame
    if chosen is not None and chosen.f_code.co_filename in _called:
        chosen = _caller(chosen) or chosen
    return chosen and _spot(chosen, chosen.f_code)


def _caller(frame: FrameType) -> FrameType | None:
    learners = (one for one in _stack(frame) if is_learners(one.f_code.co_filename))
    return next((one for one in learners if one.f_code.co_filename not in _called), None)


def spot_of_traceback(trace: TracebackType | None) -> Spot | None:
    """The learner's innermost line in a traceback."""
    found = None
    while trace is not None:
        code = trace.tb_frame.f_code
        if is_learners(code.co_filename):
            _remember_source(code.co_filename, trace.tb_frame)
            found = Spot(code.co_filename, trace.tb_lineno, code.co_name)
        trace = trace.tb_next
    return found


def spot_of_origin(coroutine: Any) -> Spot | None:
    """The line that made a coroutine, if it is the learner's."""
    origin = getattr(coroutine, "cr_origin", None)
    if origin and is_learners(origin[0][0]):
        return Spot(*origin[0])
    return None


def spot_of_awaitable(awaitable: Any) -> Spot | None:
    """The learner's innermost line at which a suspended coroutine or generator stands."""
    lines = _learners_lines(awaitable)
    return _spot(*lines[-1]) if lines else None


def spots_of_task(task: asyncio.Task[Any]) -> tuple[Spot | None, Spot | None]:
    """`spot_of_task`, and the outermost line of the same file that led there, where that is another."""
    coroutine = task.get_coro()
    lines = _learners_lines(coroutine)
    if not lines:
        return spot_of_origin(coroutine), None
    innermost = outermost = len(lines) - 1
    file = lines[innermost][1].co_filename
    while outermost and lines[outermost - 1][1].co_filename == file:
        outermost -= 1
    return _spot(*lines[innermost]), _spot(*lines[outermost]) if outermost != innermost else None


def _learners_lines(awaitable: Any) -> list[tuple[FrameType, CodeType]]:
    """Where the learner's coroutines and generators stand in what is awaited, outermost first."""
    lines = list[tuple[FrameType, CodeType]]()
    for _ in range(_DEEPEST):
        # At every step of every task: a frame is asked for only where it is needed, since to ask is an audit event.
        if type(awaitable) is CoroutineType:
            code, frame = awaitable.cr_code, None
            if is_learners(code.co_filename):
                frame = awaitable.cr_frame
            awaitable = awaitable.cr_await
        elif awaitable is None or not _is_link(type(awaitable)):  # type: ignore[arg-type]
            break
        else:
            frame = _frame(awaitable)
            if frame is not None:
                code = frame.f_code
                frame = frame if is_learners(code.co_filename) else None
            awaitable = _next(awaitable)
        if frame is not None:
            lines.append((frame, code))
    return lines


def spot_of_task(task: asyncio.Task[Any]) -> Spot | None:
    """The learner's line at which a suspended task waits; else the line that made its coroutine."""
    coroutine = task.get_coro()
    return spot_of_awaitable(coroutine) or spot_of_origin(coroutine)


def awaited_by(task: asyncio.Task[Any]) -> str:
    """What a suspended task waits for: `Queue.get`, `Lock.acquire`, `task 'B'`, `Future`."""
    innermost = _innermost(task.get_coro())
    frame = _frame(innermost)
    if innermost is not None and frame is not None and not is_learners(frame.f_code.co_filename):
        return str(getattr(innermost, "__qualname__", type(innermost).__name__))
    waiter = getattr(task, "_fut_waiter", None)
    if isinstance(waiter, asyncio.Task):
        return f"task {waiter.get_name()!r}"
    return "gather" if type(waiter).__name__ == "_GatheringFuture" else type(waiter).__name__


def innermost_frame(awaitable: Any) -> FrameType | None:
    """The frame in which a suspended coroutine really waits, a library's or not."""
    return _frame(_innermost(awaitable))


@lru_cache(maxsize=1024)
def place(spot: Spot | None) -> Place | None:
    """The record of a spot, with the text of its line as it was at the last `refresh_sources`."""
    if spot is None:
        return None
    source = linecache.getline(spot.file, spot.line).strip()
    return Place(file=spot.file, line=spot.line, function=spot.function, source=source)


def refresh_sources(spots: Iterable[Spot | None]) -> None:
    """Let no source text of an older file of the same name be shown."""
    place.cache_clear()
    for file in {spot.file for spot in spots if spot is not None}:
        linecache.checkcache(file)


def _spot(frame: FrameType, code: CodeType) -> Spot:
    file = code.co_filename
    if file not in _remembered:
        _remember_source(file, frame)
    return _make_tuple(Spot, (file, frame.f_lineno, code.co_name))


def _remember_source(file: str, frame: FrameType) -> None:
    """Modules which no file holds keep their text in their loader: note the way to it."""
    _remembered.add(file)
    linecache.lazycache(file, frame.f_globals)


def begin() -> None:
    """A clock starts: its files may be others than those of the last."""
    _remembered.clear()


def _innermost(awaitable: Any) -> Any:
    """The last link of a chain of awaitables that is Python code."""
    innermost = None
    for link in _chain(awaitable):
        if _frame(link) is not None:
            innermost = link
    return innermost


@lru_cache(maxsize=256)
def _is_link(kind: Hashable) -> bool:
    """Whether things of this type may have a frame, or wait for something that may."""
    return any(hasattr(kind, name) for name in ("cr_await", "gi_yieldfrom", "ag_await"))


def _frame(link: Any) -> FrameType | None:
    for name in ("cr_frame", "gi_frame", "ag_frame"):
        frame = getattr(link, name, None)
        if type(frame) is FrameType:
            return frame
    return None


def _chain(link: Any) -> Iterator[Any]:
    """A coroutine, what it awaits, what that awaits, and so on."""
    for _ in range(_DEEPEST):
        if link is None:
            return
        yield link
        link = _next(link)


def _next(link: Any) -> Any:
    for name in ("cr_await", "gi_yieldfrom", "ag_await"):
        following = getattr(link, name, None)
        if following is not None:
            return following
    return None
