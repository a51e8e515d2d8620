"""What the exercise clock sees: plain frozen records, one per kind of sighting.

Only data lives here: no clock, no asyncio, nothing of the rest of `grader`. The clock fills these records while it
runs; whoever judges or explains a run reads them. All times are virtual seconds since the clock started.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of source: where something happened."""

    file: str
    line: int
    function: str
    source: str = ""
    """The text of the line, stripped; empty where it cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """A call that stopped a running event loop from `start` for `duration` seconds."""

    kind: str
    """What blocked: `time.sleep`, `busy-wait`, `lock`, `join`, `queue`, `future`, `socket`, `subprocess`, `select`."""
    place: Place
    start: float
    duration: float
    task: str | None
    thread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spin:
    """A task that polled with `await asyncio.sleep(0)` instead of waiting for something."""

    place: Place
    start: float
    duration: float
    task: str
    turns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A task or a thread that waits in a deadlock, and the line on which it does."""

    name: str
    place: Place | None
    awaiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlock:
    """Everybody waited and nothing was scheduled that could wake one."""

    at: float
    waiters: tuple[Waiter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unawaited:
    """A coroutine that was made and never awaited; `place` is the line that made it."""

    coroutine: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A task that was still pending when the run ended, and the line on which it waited."""

    task: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unretrieved:
    """A task or future that failed and whose exception nobody looked at."""

    task: str
    error: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Swallowed:
    """A task that was cancelled and went on as if it had not been."""

    task: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclosed:
    """An async generator that was left open; `place` is the `yield` at which it stood."""

    generator: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something real (a socket, a process) that a run in virtual time does not allow."""

    what: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stretch of a task's life: it ran at `start`, and then waited until `end` at `place`."""

    task: str
    start: float
    end: float
    place: Place | None
    through: Place | None = None
    """The outermost line of the same file that led to `place`; None where it is `place` itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """Everything that one run of the clock saw, in the order in which it was seen."""

    blockings: tuple[Blocking, ...] = ()
    spins: tuple[Spin, ...] = ()
    deadlocks: tuple[Deadlock, ...] = ()
    unawaited: tuple[Unawaited, ...] = ()
    pending: tuple[Pending, ...] = ()
    unretrieved: tuple[Unretrieved, ...] = ()
    swallowed: tuple[Swallowed, ...] = ()
    unclosed: tuple[Unclosed, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    timeline: tuple[Step, ...] = ()
    most_in_flight: int = 0
    """The highest number of unfinished tasks at one moment."""
