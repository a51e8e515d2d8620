"""`threading.Lock` and `RLock` in virtual time.

Conditions, events, semaphores, barriers, queues and futures are made of them.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from typing import Any

from grader.clock import lines, real
from grader.clock.real import get_ident
from grader.clock.replacements import Replacement
from grader.clock.scheduler import MANY_READS
from grader.clock.watch import kind_of_wait
from grader.clock.world import MEMBERS, Member


class Lock:
    """A real lock, for which members of a clock wait in virtual time."""

    __slots__ = ("__weakref__", "_lock", "_waiters")
    _lock: Any
    _waiters: lines.Line | None

    def __init__(self) -> None:
        self._lock = real.Lock()
        self._waiters = None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """As `threading.Lock.acquire`."""
        if not blocking:
            return bool(self._lock.acquire(False, timeout))
        if self._lock.acquire(False):
            return True
        member = MEMBERS.get(get_ident())
        if member is None or (timeout < 0 and timeout != -1):
            return bool(self._lock.acquire(True, timeout))
        return _wait(self, member, timeout)

    __enter__ = acquire

    def release(self) -> None:
        """As `threading.Lock.release`."""
        self._lock.release()
        if self._waiters:
            self._wake_one()

    def __exit__(self, *details: object) -> None:
        self.release()

    def locked(self) -> bool:
        """As `threading.Lock.locked`."""
        return bool(self._lock.locked())

    def __repr__(self) -> str:
        return repr(self._lock)

    def _at_fork_reinit(self) -> None:
        self._lock._at_fork_reinit()
        self._waiters = None

    def _wake_one(self) -> None:
        waiters = self._waiters
        while waiters:
            member = lines.take_first(waiters)
            if member is not None and member.waiting:
                member.scheduler.wake(member)
                return


class RLock(Lock):
    """A real reentrant lock, for which members of a clock wait in virtual time."""

    __slots__ = ()

    def __init__(self) -> None:
        self._lock = real.RLock()
        self._waiters = None

    def release(self) -> None:
        """As `RLock.release`."""
        self._lock.release()
        if self._waiters and not self._lock._is_owned():
            self._wake_one()

    def _is_owned(self) -> bool:
        return bool(self._lock._is_owned())

    def _release_save(self) -> Any:
        state = self._lock._release_save()
        if self._waiters:
            self._wake_one()
        return state

    def _acquire_restore(self, state: Any) -> None:
        self.acquire()
        self._lock.release()
        self._lock._acquire_restore(state)

    def _recursion_count(self) -> int:
        return int(self._lock._recursion_count())

    def locked(self) -> bool:
        """As `RLock.locked` of newer Pythons."""
        if self._lock._is_owned():
            return True
        free = self._lock.acquire(False)
        if free:
            self._lock.release()
        return not free


# Functions, which get the member: a method would be looked up on an object that may be the program's own.


def _wait(lock: Lock, member: Member, timeout: float) -> bool:
    scheduler, watch = member.scheduler, member.world.watch
    start = scheduler.now
    deadline = None if timeout < 0 else start + real.to_nanoseconds(timeout)
    if deadline == start:  # whoever waits for no time at all, again and again, waits for the clock to go on
        scheduler.reads = max(scheduler.reads, MANY_READS)
    if lock._waiters is None:
        lock._waiters = deque()
    try:
        return _wait_in_line(lock, member, deadline)
    finally:
        frame = sys._getframe(2)
        if scheduler.now > start:
            watch.blocked(kind_of_wait(frame, "lock"), start, scheduler.now, frame)


def _wait_in_line(lock: Lock, member: Member, deadline: int | None) -> bool:
    waiters = lock._waiters
    assert waiters is not None
    while True:
        number = lines.stand(waiters, member)
        try:
            woken = member.scheduler.block(member, deadline, "lock")
        finally:
            lines.leave(waiters, number)
        if lock._lock.acquire(False):
            return True
        if not woken:
            return False


def replacements() -> list[Replacement]:
    """What becomes of the module `threading`."""
    return [
        Replacement(threading, "_allocate_lock", Lock),
        Replacement(threading, "Lock", Lock),
        Replacement(threading, "RLock", RLock),
    ]
