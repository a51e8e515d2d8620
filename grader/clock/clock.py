"""The clock itself: what is started, asked and stopped."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Any

from grader.clock import loop_watch, places, real
from grader.clock.installation import install
from grader.clock.options import IO, Options, Processes
from grader.clock.refusals import refuse_loaded_loops
from grader.clock.scheduler import Participant
from grader.clock.sightings import Sightings
from grader.clock.timers import give_back
from grader.clock.world import MEMBERS, Member, World

_FAREWELL = 0.2
"""Real seconds for which a stopped thread may clean up after itself."""
_GLANCE = 0.001
"""Real seconds after which it is looked again whether the thread is one that lives on, waiting outside."""


class ExerciseClock:
    """Virtual time for everything that happens in the `with` block, in this thread and those that it starts.

    seed: 0 keeps the standard loop's order; another number permutes what is ready at the same instant.
    io: "refuse", "loopback" or "real". processes: "refuse" or "threads".
    Further options: see `Options`. Raises ValueError for a word that is no choice; entering raises RuntimeError in
    a thread that is on a clock already, and for a clock that has run before.
    """

    def __init__(
        self, *, seed: int = 0, io: IO = "refuse", processes: Processes = "refuse", **options: Any
    ) -> None:
        self._options = Options(seed=seed, io=io, processes=processes, **options)
        self._world = World(self._options)
        self._main: Member | None = None
        self._used = False

    @property
    def elapsed(self) -> float:
        """Exact virtual seconds since the clock started."""
        return self._world.scheduler.now / real.NANOSECONDS

    @property
    def seed(self) -> int:
        """The seed that chooses the order; 0 is the standard loop's own."""
        return self._options.seed

    def call_begins(self) -> None:
        """What the program did so far, while it was imported, was none of the call that begins now."""
        self._world.tasks.call_begins()

    def sightings(self) -> Sightings:
        """What has been seen so far; all of it once the `with` block is left."""
        world = self._world
        watch, tasks, leftovers = world.watch, world.tasks, world.leftovers
        places.refresh_sources([*tasks.spots(), *leftovers.spots(), *watch.spots()])
        return Sightings(
            blockings=watch.blocking_records(),
            spins=watch.spin_records(),
            deadlocks=watch.deadlock_records(),
            unawaited=leftovers.unawaited_records(),
            pending=tasks.pending_records(),
            unretrieved=tasks.unretrieved_records(),
            swallowed=tasks.swallowed_records(),
            unclosed=leftovers.unclosed_records(),
            refusals=watch.refusal_records(),
            timeline=tasks.steps(),
            most_in_flight=tasks.most_in_flight,
        )

    def __enter__(self) -> ExerciseClock:
        install()
        if MEMBERS.get(real.get_ident()) is not None:
            raise RuntimeError("this thread is on an exercise clock already")
        if self._used:
            raise RuntimeError("this clock has run: make another ExerciseClock")
        self._used = True
        main = self._main = Member(self._world, threading.current_thread().name)
        refuse_loaded_loops(main)
        scheduler = self._world.scheduler
        scheduler.main = main
        scheduler.members[main] = None
        places.begin()
        loop_watch.begin()
        self._world.leftovers.begin()
        main.enlist()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        main = self._main
        assert main is not None
        try:
            self._stop_threads(main)
            self._world.hearers.clear()  # they hold what is to be collected
            self._world.leftovers.finish()
        finally:
            main.discharge()
            for loop in list(self._world.loops):
                give_back(loop)
            loop_watch.end()
            self._world.dissolve()
            self._main = None

    def _stop_threads(self, main: Member) -> None:
        """End the threads that outlive the clock, and let them clean up."""
        members = {member.ident: member for member in self._world.scheduler.stop(main)}
        for thread in threading.enumerate() if members else ():
            if thread.ident in members:
                _see_off(thread, members[thread.ident])

    @contextlib.contextmanager
    def calendar(self, when: str | date | datetime | timedelta) -> Iterator[None]:
        """Let `datetime.now()`, `date.today()` and `time.time()` start at `when` and follow virtual time.

        when: as for freezegun, which must be installed. Raises ImportError if it is not.
        """
        from grader.clock.dates import follow  # noqa: PLC0415  (freezegun takes long to load)

        with follow(self._world.scheduler, when):
            yield


def _see_off(thread: threading.Thread, member: Participant) -> None:
    """Wait until a stopped thread has ended, or waits outside of the clock as the idle thread of a pool does."""
    end = real.monotonic_ns() + real.to_nanoseconds(_FAREWELL)
    while thread.is_alive() and not member.outside and real.monotonic_ns() < end:
        real.thread_join(thread, _GLANCE)
