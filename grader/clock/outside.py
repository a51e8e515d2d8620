"""The real world beyond the clock: readiness of sockets and pipes, and child processes.

When no member can run, what is really ready is looked at before time jumps. While real child processes live, virtual
time follows the real clock.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

from grader.clock import real
from grader.clock.options import IO
from grader.clock.scheduler import Participant, Scheduler

_GRACE = 5_000_000
"""Real nanoseconds for which bytes that were sent over loopback, or a signal, may still be inside the kernel."""
_NAP = 0.0005


class Poll:
    """Asks whether something that a member waits for is ready."""

    __slots__ = ("_ask", "external")

    def __init__(self, ask: Callable[[], Any], *, external: bool) -> None:
        self._ask = ask
        self.external = external
        """Whether more is waited for than a call of another thread of the clock."""

    def __call__(self) -> bool:
        """Whether it is ready. One that cannot be asked is: its owner shall see the error itself."""
        try:
            return bool(self._ask())
        except (OSError, ValueError):
            return True


class Outside:
    """What is looked at before time jumps."""

    scheduler: Scheduler

    def __init__(self, io: IO) -> None:
        self.children: list[subprocess.Popen[Any]] = []
        self._ahead = 0
        """By how much the real clock is ahead of the virtual one, for as long as children live."""
        self._patient = io != "refuse"

    def follow(self, child: subprocess.Popen[Any], real_start: int) -> None:
        """Let virtual time follow the real one for as long as this child lives, from the instant before its start."""
        if not self.children:
            self._ahead = real_start - self.scheduler.now
        self.children.append(child)

    def look(self, last: bool) -> bool:
        """Whether a member has become runnable, or time has moved. Called with the scheduler's mutex held.

        last: whether it would be a deadlock otherwise; then what may be on its way from outside is waited for a while.
        """
        pollers = [member for member in self.scheduler.members if member.waiting and member.poll is not None]
        return bool(
            (pollers and self._poll(pollers, last)) or (self.children and self._follow_children(pollers))
        )

    def _poll(self, pollers: list[Participant], last: bool) -> bool:
        if self._wake_ready(pollers):
            return True
        if not self._patient and not last:
            return False
        if not any(getattr(member.poll, "external", False) for member in pollers):
            return False
        end = real.monotonic_ns() + _GRACE
        while real.monotonic_ns() < end:
            real.sleep(_NAP)
            if self._wake_ready(pollers):
                return True
        return False

    def _wake_ready(self, pollers: list[Participant]) -> bool:
        hit = False
        for member in pollers:
            if member.waiting and member.poll is not None and member.poll():
                self.scheduler.wake(member)
                hit = True
        return hit or bool(self.scheduler.runnable)

    def _follow_children(self, pollers: list[Participant]) -> bool:
        """Let virtual time follow the real one until something happens, a deadline comes, or the children end."""
        scheduler = self.scheduler
        start = scheduler.now
        while self._children_live():
            scheduler.mutex.release()  # a real thread may have to wake somebody
            try:
                real.sleep(_NAP)
            finally:
                scheduler.mutex.acquire()
            scheduler.advance(real.monotonic_ns() - self._ahead)
            if self._wake_ready(pollers):
                return True
            deadline = scheduler.next_deadline()
            if deadline is not None and deadline <= scheduler.now:
                return False
        return scheduler.now > start

    def _children_live(self) -> bool:
        self.children = [child for child in self.children if child.returncode is None]
        return bool(self.children)
