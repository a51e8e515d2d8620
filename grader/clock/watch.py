"""What was seen of threads and of the loop as a whole: blockings, spins, deadlocks, refusals.

Times come in as nanoseconds, lines as spots; the records are made when somebody asks. What is seen of single tasks
stands in `tasks.py`, what is left behind in `leftovers.py`.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from types import FrameType

from grader.clock import looking, places
from grader.clock.places import Spot
from grader.clock.real import NANOSECONDS
from grader.clock.sightings import Blocking, Deadlock, Place, Refusal, Spin, Waiter

_NOWHERE = Place(file="?", line=0, function="?")

_KINDS = {
    ("_base.py", "result"): "future",
    ("_base.py", "exception"): "future",
    ("_base.py", "wait"): "future",
    ("_base.py", "as_completed"): "future",
    ("thread.py", "shutdown"): "join",
    ("queue.py", "get"): "queue",
    ("queue.py", "put"): "queue",
    ("queue.py", "join"): "queue",
}
"""What a wait for a lock means to the one who called it, by the library's file and function."""
_DEEPEST = 12


def kind_of_wait(frame: FrameType | None, default: str) -> str:
    """Name a wait after the library's function that the learner called."""
    kind = default
    for _ in range(_DEEPEST):
        if frame is None or places.is_learners(frame.f_code.co_filename):
            break
        code = frame.f_code
        kind = _KINDS.get((code.co_filename.replace("\\", "/").rpartition("/")[2], code.co_name), kind)
        frame = looking.behind(frame)
    return kind


@dataclass(slots=True)
class Seen:
    """A blocking or a spin that may still grow."""

    kind: str
    spot: Spot | None
    start: int
    end: int
    task: str | None
    thread: str
    turns: int = 0


class Watch:
    """Collects what is seen while a clock runs."""

    def __init__(self) -> None:
        self.deadlocks: list[tuple[int, list[tuple[str, Spot | None, str]]]] = []
        self._blockings: list[Seen] = []
        self._spins: list[Seen] = []
        self._refusals: list[tuple[str, Spot | None]] = []

    def blocked(self, kind: str, start: int, now: int, frame: FrameType | None) -> None:
        """Note that a call held this thread from `start` until now, if an event loop was running in it."""
        if now <= start or asyncio._get_running_loop() is None:
            return
        spot = places.spot_of_frame(frame)
        task = asyncio.current_task()
        name = task.get_name() if task else None
        last = self._blockings[-1] if self._blockings else None
        if kind == "busy-wait" and last is not None and last.end == start and _same(last, kind, spot, name):
            last.end = now
            return
        thread = threading.current_thread().name
        self._blockings.append(Seen(kind, spot, start, now, name, thread))

    def busy_for(self, start: int) -> int:
        """How long the busy-wait that goes on at `start` has lasted, in nanoseconds."""
        last = self._blockings[-1] if self._blockings else None
        return last.end - last.start if last and last.kind == "busy-wait" and last.end == start else 0

    def spun(self, seen: Seen) -> None:
        """Note a task that polls with `sleep(0)`; the note may still grow."""
        self._spins.append(seen)

    def refused(self, what: str, spot: Spot | None) -> None:
        """Note something real that was not allowed."""
        self._refusals.append((what, spot))

    def deadlocked(self, at: int, waiters: list[tuple[str, Spot | None, str]]) -> None:
        """Note a deadlock, once however often it is met."""
        if (at, waiters) not in self.deadlocks:
            self.deadlocks.append((at, waiters))

    # --- the records ----------------------------------------------------------------------------------------

    def spots(self) -> list[Spot | None]:
        """Every line that was noted here."""
        waiting = [spot for _, waiters in self.deadlocks for _, spot, _ in waiters]
        refused = [spot for _, spot in self._refusals]
        return [*(seen.spot for seen in (*self._blockings, *self._spins)), *waiting, *refused]

    def blocking_records(self) -> tuple[Blocking, ...]:
        """The blockings, in their order."""
        return tuple(
            Blocking(
                kind=seen.kind,
                place=places.place(seen.spot) or _NOWHERE,
                start=seen.start / NANOSECONDS,
                duration=(seen.end - seen.start) / NANOSECONDS,
                task=seen.task,
                thread=seen.thread,
            )
            for seen in self._blockings
        )

    def spin_records(self) -> tuple[Spin, ...]:
        """The spins, in their order."""
        return tuple(
            Spin(
                place=places.place(seen.spot) or _NOWHERE,
                start=seen.start / NANOSECONDS,
                duration=(seen.end - seen.start) / NANOSECONDS,
                task=seen.task or "",
                turns=seen.turns,
            )
            for seen in self._spins
        )

    def deadlock_records(self) -> tuple[Deadlock, ...]:
        """The deadlocks, in their order."""
        return tuple(
            Deadlock(
                at=at / NANOSECONDS,
                waiters=tuple(Waiter(name=n, place=places.place(s), awaiting=a) for n, s, a in waiters),
            )
            for at, waiters in self.deadlocks
        )

    def refusal_records(self) -> tuple[Refusal, ...]:
        """The refusals, in their order."""
        return tuple(Refusal(what=what, place=places.place(spot)) for what, spot in self._refusals)


def _same(seen: Seen, kind: str, spot: Spot | None, task: str | None) -> bool:
    """Whether a busy-wait goes on: two reads in one loop may stand on two lines."""
    if seen.kind != kind or seen.task != task or seen.spot is None or spot is None:
        return False
    return (seen.spot.file, seen.spot.function) == (spot.file, spot.function)
