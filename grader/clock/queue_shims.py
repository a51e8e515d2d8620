"""`queue.SimpleQueue` in virtual time: it is written in C, and thread pools wait in it for work.

A pool may outlive a clock: its idle threads then wait outside of all clocks, and the clock whose member next gives
them work takes them in.
"""

from __future__ import annotations

import queue
import sys
import threading
from collections import deque
from typing import Any

from grader.clock import lines, real
from grader.clock.errors import ClockStopped
from grader.clock.real import get_ident
from grader.clock.replacements import Replacement
from grader.clock.world import MEMBERS, Member


class _Idle:
    """A thread that waits outside of all clocks."""

    __slots__ = ("gate", "ident", "thread")

    def __init__(self) -> None:
        self.gate = real.Lock()
        self.gate.acquire()
        self.ident = get_ident()
        self.thread = threading.current_thread()


class SimpleQueue(real.SimpleQueue):  # type: ignore[type-arg]
    """As `queue.SimpleQueue`."""

    def __init__(self) -> None:
        self._waiters: lines.Line = deque()
        self._mutex = real.RLock()  # `put` may be called from a finaliser, in the midst of another `put`

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """As `SimpleQueue.put`."""
        with self._mutex:
            real.SimpleQueue.put(self, item)
            self._wake_one()

    def put_nowait(self, item: Any) -> None:
        """As `SimpleQueue.put_nowait`."""
        self.put(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """As `SimpleQueue.get`."""
        try:
            return real.SimpleQueue.get(self, False)
        except queue.Empty:
            if not block:
                raise
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        member = MEMBERS.get(get_ident())
        return self._get_outside(timeout) if member is None else _get_inside(self, member, timeout)

    def get_nowait(self) -> Any:
        """As `SimpleQueue.get_nowait`."""
        return self.get(False)

    def _get_outside(self, timeout: float | None) -> Any:
        if timeout is not None or threading.current_thread() is threading.main_thread():
            return real.SimpleQueue.get(self, True, timeout)
        while True:
            idle = _Idle()
            with self._mutex:
                try:
                    return real.SimpleQueue.get(self, False)
                except queue.Empty:
                    lines.stand(self._waiters, idle)
            idle.gate.acquire()
            member = MEMBERS.get(get_ident())
            if member is not None:  # a clock has taken this thread in
                member.enlist()
                return self.get()

    def _wake_one(self) -> None:
        """Let the longest waiting thread look again."""
        while self._waiters:
            waiter = lines.take_first(self._waiters)
            if isinstance(waiter, _Idle):
                return _invite(waiter)
            if waiter is not None and waiter.waiting:
                waiter.scheduler.wake(waiter)
                return None
        return None


# Functions, which get the member: a method would be looked up on an object that may be the program's own.


def _get_inside(line: SimpleQueue, member: Member, timeout: float | None) -> Any:
    scheduler = member.scheduler
    start = scheduler.now
    deadline = None if timeout is None else start + real.to_nanoseconds(timeout)
    try:
        return _wait_in_line(line, member, deadline)
    except ClockStopped:
        if timeout is not None or member is scheduler.main:
            raise
        member.discharge()
        scheduler.members.pop(member, None)
        member.outside = True
        return line._get_outside(None)
    finally:
        member.world.watch.blocked("queue", start, scheduler.now, sys._getframe(2))


def _wait_in_line(line: SimpleQueue, member: Member, deadline: int | None) -> Any:
    while True:
        with line._mutex:
            number = lines.stand(line._waiters, member)
        try:
            woken = member.scheduler.block(member, deadline, "queue")
        finally:
            with line._mutex:
                lines.leave(line._waiters, number)
        try:
            return real.SimpleQueue.get(line, False)
        except queue.Empty:
            if not woken:
                raise


def _invite(idle: _Idle) -> None:
    """Let an idle thread go on: in the clock of the caller, if there is one."""
    caller = MEMBERS.get(get_ident())
    if caller is None or caller.scheduler.stopped:
        idle.gate.release()
        return
    member = Member(caller.world, idle.thread.name)
    member.gate, member.ident = idle.gate, idle.ident
    caller.world.take_in(idle.thread, member)
    MEMBERS[idle.ident] = member
    caller.scheduler.add_runnable(member)


def replacements() -> list[Replacement]:
    """What becomes of the module `queue`."""
    return [Replacement(queue, "SimpleQueue", SimpleQueue)]
