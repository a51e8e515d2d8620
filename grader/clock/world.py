"""One clock's parts, and the threads that take part in it.

`MEMBERS` is the global that every shim asks whether the calling thread takes part; where it does not, the shim passes
straight through to the real function.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from grader.clock import places, real
from grader.clock.deadlocks import describe, find_waiters
from grader.clock.errors import DeadlockError, RefusedError
from grader.clock.leftovers import Leftovers
from grader.clock.options import Options
from grader.clock.outside import Outside
from grader.clock.scheduler import Participant, Scheduler
from grader.clock.spins import Spins
from grader.clock.tasks import Tasks
from grader.clock.watch import Watch


class World:
    """What belongs to one clock."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.rng = Random(options.seed) if options.seed else None
        self.counters: dict[str, int] = {}
        """Of unnamed threads and pools."""
        self.loops: weakref.WeakSet[Any] = weakref.WeakSet()
        """Those that have turned on this clock."""
        self.threads: dict[int, tuple[threading.Thread, Member]] = {}
        """By identity, the threads that take part: not on the threads, from which nothing must lead here."""
        self.hearers: list[tuple[Any, Callable[[dict[str, Any]], None]]] = []
        """Who is told of what a loop's exception handler is told; of any loop's, where none is named."""
        self.watch = Watch()
        self.outside = Outside(options.io)
        self.scheduler = Scheduler(
            horizon=real.to_nanoseconds(options.horizon),
            rng=self.rng,
            look_outside=self.outside.look,
            on_deadlock=self._deadlock,
        )
        self.outside.scheduler = self.scheduler
        self.tasks = Tasks(self.scheduler, options.timeline)
        self.leftovers = Leftovers(self.tasks)
        self.spins = Spins(self.scheduler, self.watch, options)

    def take_in(self, thread: threading.Thread, member: Member) -> None:
        """Let a thread take part, from here on."""
        self.threads[id(thread)] = thread, member

    def member_of(self, thread: threading.Thread) -> Member | None:
        """The latest member that a thread was here."""
        known = self.threads.get(id(thread))
        return None if known is None else known[1]

    def dissolve(self) -> None:
        """Let go of the threads, so that no cycle of references keeps a stopped clock alive."""
        self.threads.clear()
        self.scheduler.dissolve()

    def _deadlock(self) -> DeadlockError:
        waiters = find_waiters(self.scheduler.members)
        self.watch.deadlocked(self.scheduler.now, waiters)
        self.tasks.deadlocked = True
        return DeadlockError(describe(self.scheduler.now, waiters))


class Member(Participant):
    """A participant that knows its world."""

    __slots__ = ("origin_depth", "turning", "world")

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world.scheduler, name)
        self.world = world
        self.origin_depth = 0
        self.turning: Any = None
        """The event loop that is asking its selector, while it does: so that no frame need be looked at for it."""

    def enlist(self) -> None:
        """Called by the member's own thread: from here on, its shims are virtual."""
        self.ident = real.get_ident()
        self.origin_depth = sys.get_coroutine_origin_tracking_depth()
        sys.set_coroutine_origin_tracking_depth(max(1, self.origin_depth))
        MEMBERS[self.ident] = self

    def discharge(self) -> None:
        """Called by the member's own thread: its shims are real again."""
        if MEMBERS.pop(self.ident, None) is not None:
            sys.set_coroutine_origin_tracking_depth(self.origin_depth)

    def refuse(self, what: str) -> RefusedError:
        """Note something real at the learner's line, and give the error to raise."""
        spot = places.spot_of_frame(sys._getframe(1))
        self.world.watch.refused(what, spot)
        where = f" ({os.path.basename(spot.file)}:{spot.line})" if spot else ""
        return RefusedError(f"{what} cannot be used on the exercise clock{where}", what)


MEMBERS: dict[int, Member] = {}
"""The members of all running clocks, by the ident of their thread."""


@contextmanager
def in_real_time(member: Member) -> Iterator[None]:
    """Let the member's own thread do something in real time; it keeps the baton meanwhile."""
    MEMBERS.pop(member.ident, None)
    try:
        yield
    finally:
        MEMBERS[member.ident] = member
