"""The scheduler: who runs, who waits, and what time it is.

Its members are threads. They run one at a time: a member keeps the baton until it waits, then the next runnable one
gets it. When none can run, the integer-nanosecond clock jumps to the earliest deadline; where there is none, nothing
can ever happen again: a deadlock, thrown into the member that started the clock.

It knows nothing of asyncio, of shims, or of what is seen: those hang in through two callbacks.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable
from random import Random
from typing import Any

from grader.clock import real
from grader.clock.errors import ClockStopped, HorizonError

_GRACE = 0.25
"""Real seconds that a thread interrupted by a signal waits for its turn, before it takes it for lost."""
MANY_READS = 1_000
"""Reads of the clock at one instant after which the reads, not the clock, go on by a nanosecond each."""
_PATIENCE = 100
"""How often a stopped thread, or a deadlocked one, may swallow what ends it."""


class Participant:
    """A thread that takes part in a clock."""

    __slots__ = (
        "done",
        "error",
        "gate",
        "ident",
        "joiners",
        "name",
        "outside",
        "parked",
        "poll",
        "scheduler",
        "stops",
        "timed_out",
        "token",
        "waiting",
        "what",
    )

    def __init__(self, scheduler: Scheduler, name: str) -> None:
        self.scheduler = scheduler
        self.name = name
        self.ident = 0
        self.gate = real.Lock()
        self.gate.acquire()
        self.waiting = self.parked = self.timed_out = self.done = False
        self.outside = False
        """Whether it has left a clock that stopped, and lives on: the idle thread of a pool."""
        self.token = self.stops = 0
        self.error: BaseException | None = None
        self.poll: Callable[[], Any] | None = None
        self.what = ""
        self.joiners: deque[Participant] = deque()


class Scheduler:
    """One virtual world of threads and deadlines.

    look_outside: called when nobody can run; says whether something real has made somebody runnable, or moved time.
        Its argument: whether this is the last chance, since no deadline is set either.
    on_deadlock: called when nobody ever will; gives the error for the member that started the clock.
    """

    def __init__(self, *, horizon: int, rng: Random | None, look_outside: Callable[[bool], bool],
                 on_deadlock: Callable[[], BaseException]) -> None:  # fmt: skip
        self.now = 0
        self.monotonic = real.MONOTONIC_BASE / real.NANOSECONDS
        self.reads = self.loop_reads = self.turns = 0
        """Counted by the shims; back at 0 whenever time moves."""
        self.members: dict[Participant, None] = {}
        self.runnable: deque[Participant] = deque()
        self.main: Participant | None = None
        self.stopped = False
        self.mutex = real.RLock()
        """Reentrant: a garbage collection inside it may run code that wakes somebody."""
        self._horizon = horizon
        self._rng = rng
        self._look_outside = look_outside
        self._on_deadlock = on_deadlock
        self._timers: list[tuple[int, float, int, Participant, int]] = []
        self._sequence = 0
        self._troubles = 0

    # --- members --------------------------------------------------------------------------------------------

    def add_runnable(self, member: Participant) -> None:
        """Take in a new thread: it waits at its gate until it is given the baton."""
        with self.mutex:
            member.parked = True
            self.members[member] = None
            self.runnable.append(member)

    def withdraw(self, member: Participant) -> None:
        """Forget a thread that could not be started."""
        with self.mutex:
            self.members.pop(member, None)
            if member in self.runnable:
                self.runnable.remove(member)

    def begin(self, member: Participant) -> None:
        """Called by a new thread: wait for the baton. Raises ClockStopped if the clock stopped first."""
        member.gate.acquire()
        self._raise_error(member)

    def leave(self, member: Participant) -> None:
        """Called by a thread that ends: hand the baton on."""
        with self.mutex:
            member.done = True
            self.members.pop(member, None)
            for joiner in member.joiners:
                self.wake(joiner)
            if self.stopped:
                return
            following = self._pick()
            following.parked = False
        following.gate.release()

    def stop(self, by: Participant) -> list[Participant]:
        """End the clock: every other member gets a ClockStopped. Gives those that were still there."""
        with self.mutex:
            self.stopped = True
            others = [member for member in self.members if member is not by and not member.done]
            for member in others:
                member.error = ClockStopped("the clock has stopped")
                if member.parked:
                    member.parked = False
                    member.gate.release()
        return others

    def dissolve(self) -> None:
        """Let go of everything around, so that no cycle of references keeps a stopped clock alive."""
        self.main = None
        self.members.clear()
        del self._look_outside, self._on_deadlock

    # --- waiting --------------------------------------------------------------------------------------------

    def block(self, member: Participant, deadline: int | None, what: str,
              poll: Callable[[], Any] | None = None) -> bool:  # fmt: skip
        """Wait until woken (True) or until the deadline, in nanoseconds (False).

        Raises DeadlockError, HorizonError or ClockStopped in the thread that they are meant for.
        """
        self._stop_here(member)
        with self.mutex:
            member.token += 1
            member.waiting, member.timed_out, member.poll, member.what = True, False, poll, what
            if deadline is not None:
                self._add_timer(member, deadline)
            try:
                following = self._pick()
            except BaseException:
                member.waiting = False
                raise
            member.parked = following is not member
        self._pass_baton(member, following)
        return not member.timed_out

    def give_way(self, member: Participant) -> None:
        """Let the other runnable threads go first."""
        if not self.runnable:
            return
        self._stop_here(member)
        with self.mutex:
            member.waiting, member.timed_out, member.poll = True, False, None
            self.wake(member)
            following = self._pick()
            member.parked = following is not member
        self._pass_baton(member, following)

    def wake(self, member: Participant) -> None:
        """Make a waiting member runnable; anybody else is left alone."""
        with self.mutex:
            if member.waiting:
                member.waiting = False
                member.token += 1
                self.runnable.append(member)

    def advance(self, instant: int) -> None:
        """Move the clock forward. Raises HorizonError where that would pass the horizon."""
        if instant <= self.now:
            return
        if instant > self._horizon:
            limit = self._horizon / real.NANOSECONDS
            raise HorizonError(f"the program would still be waiting after {limit:g} virtual seconds")
        self.now = instant
        self.monotonic = (real.MONOTONIC_BASE + instant) / real.NANOSECONDS
        self.reads = self.loop_reads = self.turns = 0

    def next_deadline(self) -> int | None:
        """The earliest instant for which a member waits."""
        timers = self._timers
        while timers and timers[0][4] != timers[0][3].token:
            heapq.heappop(timers)
        return timers[0][0] if timers else None

    # --- the baton ------------------------------------------------------------------------------------------

    def _add_timer(self, member: Participant, deadline: int) -> None:
        self._sequence += 1
        tie = self._rng.random() if self._rng else 0.0
        heapq.heappush(self._timers, (deadline, tie, self._sequence, member, member.token))

    def _pick(self) -> Participant:
        """Choose who runs next, and move the clock if nobody can. The mutex is held."""
        while True:
            if self.runnable:
                return self._take()
            if self._look_outside(self.next_deadline() is None):
                continue
            deadline = self.next_deadline()
            if deadline is None:
                return self._throw(self._on_deadlock())
            try:
                self.advance(deadline)
            except HorizonError as error:
                return self._throw(error)
            member = heapq.heappop(self._timers)[3]
            member.waiting, member.timed_out = False, True
            member.token += 1
            return member

    def _take(self) -> Participant:
        if self._rng is None:
            return self.runnable.popleft()
        self.runnable.rotate(-self._rng.randrange(len(self.runnable)))
        return self.runnable.popleft()

    def _throw(self, error: BaseException) -> Participant:
        """Give the error to the member that started the clock: it waits, since nobody runs."""
        main = self.main
        assert main is not None
        self._troubles += 1
        main.error = error if self._troubles < _PATIENCE else ClockStopped("nothing can happen any more")
        main.waiting = False
        main.token += 1
        return main

    def _pass_baton(self, member: Participant, following: Participant) -> None:
        if following is not member:
            following.parked = False
            following.gate.release()
            self._await_baton(member)
        self._raise_error(member)

    def _await_baton(self, member: Participant) -> None:
        try:
            member.gate.acquire()
        except BaseException:
            # A signal: Ctrl-C, or a time limit. This thread must not run beside the one that has the baton.
            self.wake(member)
            if not member.gate.acquire(timeout=_GRACE if member.parked else 0) and member.parked:
                self.stop(member)
            raise

    def _raise_error(self, member: Participant) -> None:
        if member.error is not None:
            error, member.error = member.error, None
            raise error

    def _stop_here(self, member: Participant) -> None:
        if not self.stopped:
            return
        member.stops += 1
        if member.stops > _PATIENCE and member is not self.main:
            member.gate.acquire()  # it catches everything that is to end it: let it rest for ever, not spin
        raise ClockStopped("the clock has stopped")
