"""What of asyncio itself is replaced for good: the loop's time, its timers, and how another thread wakes it."""

from __future__ import annotations

import asyncio
import itertools
import math
import sys
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

from grader.clock import real
from grader.clock.real import NANOSECONDS, get_ident
from grader.clock.replacements import Replacement
from grader.clock.scheduler import Scheduler
from grader.clock.world import MEMBERS

FAR = 1_000_000 * NANOSECONDS
"""From here on, floats are so coarse that the loop's clock resolution must grow with them."""

_init_handle: Any = asyncio.Handle.__init__
_init_timer: Any = asyncio.TimerHandle.__init__
_cancel_timer: Any = asyncio.TimerHandle.cancel
_made = itertools.count()
_RealTimerHandle = asyncio.TimerHandle
_slots: set[str] = {*vars(asyncio.Handle)["__slots__"], *vars(_RealTimerHandle)["__slots__"]}
_KNOWN_SLOTS = _slots == {
    "_callback", "_args", "_cancelled", "_loop", "_source_traceback", "_repr", "__weakref__", "_context",
    "_scheduled", "_when",
}  # fmt: skip
"""Whether a handle is as it is on Python 3.11 to 3.13: then it can be filled without four calls."""


def loop_time(loop: Any) -> float:
    """`loop.time`."""
    member = MEMBERS.get(get_ident())
    if member is None:
        return real.monotonic()
    scheduler = member.scheduler
    scheduler.loop_reads += 1
    if scheduler.loop_reads > member.world.spins.loop_read_limit:
        member.world.spins.loop_read(member, sys._getframe(1))
    if scheduler.now > FAR:
        set_resolution(loop, scheduler)
    return scheduler.monotonic


def set_resolution(loop: Any, scheduler: Scheduler) -> None:
    """Let the loop's idea of one instant keep up with what floats can tell apart."""
    if scheduler.now > FAR:
        loop._clock_resolution = max(1e-9, 4 * math.ulp(scheduler.monotonic))


def forget_last_call(made: Any) -> None:
    """In debug mode a task or handle knows where it was made: leave out what stands around the original here."""
    if made._source_traceback:
        del made._source_traceback[-1]


class Handle(asyncio.Handle):
    """A callback that is to be called soon, made in one call."""

    __slots__ = ()

    def __init__(self, callback: Any, args: Any, loop: Any, context: Any = None) -> None:
        if not _KNOWN_SLOTS or loop.get_debug():
            _init_handle(self, callback, args, loop, context)
            forget_last_call(self)
            return
        self._callback, self._args, self._loop = callback, args, loop
        self._context = copy_context() if context is None else context
        self._cancelled = False
        self._source_traceback = self._repr = None


class TimerHandle(_RealTimerHandle):
    """A timer that comes after those which were set earlier for the same instant.

    A heap is not stable, and here equal deadlines are the rule.
    """

    __slots__ = ("_number",)
    _number: int
    _scheduled: bool
    _cancelled: bool
    _when: float
    _loop: Any
    _args: Any

    def __init__(self, when: float, callback: Any, args: Any, loop: Any, context: Any = None) -> None:
        self._number = next(_made)
        if not _KNOWN_SLOTS or loop.get_debug():
            _init_timer(self, when, callback, args, loop, context)
            forget_last_call(self)
            return
        self._callback, self._args, self._loop, self._when = callback, args, loop, when
        self._context = copy_context() if context is None else context
        self._cancelled = self._scheduled = False
        self._source_traceback = self._repr = None

    def cancel(self) -> None:
        """As `TimerHandle.cancel`; at no cost for one that is not waited for any more, as at the end of `sleep`."""
        if self._scheduled or self._loop.get_debug():
            _cancel_timer(self)
        else:
            self._cancelled, self._callback, self._args = True, None, None

    def __lt__(self, other: Any) -> bool:
        try:
            return bool(
                self._when < other._when or (self._when == other._when and self._number < other._number)
            )
        except AttributeError:  # set before the shims were there
            return bool(self._when < other._when)

    __hash__ = _RealTimerHandle.__hash__


def _shim_wake_up(original: Callable[[Any], None]) -> Callable[[Any], None]:
    """`call_soon_threadsafe` from another thread: the loop's thread is runnable at once, whatever its pipe says."""

    def write_to_self(self: Any) -> None:
        original(self)
        ident = getattr(self, "_thread_id", None)
        member = MEMBERS.get(ident) if ident is not None else None
        if member is not None and member.poll is not None:
            member.scheduler.wake(member)

    return write_to_self


def _wakers() -> list[Replacement]:
    from asyncio.proactor_events import BaseProactorEventLoop  # noqa: PLC0415  (both exist on every platform)
    from asyncio.selector_events import BaseSelectorEventLoop  # noqa: PLC0415

    return [Replacement(owner, "_write_to_self", _shim_wake_up(vars(owner)["_write_to_self"]))
            for owner in (BaseProactorEventLoop, BaseSelectorEventLoop)]  # fmt: skip


def replacements() -> list[Replacement]:
    """What becomes of asyncio."""
    return [
        Replacement(asyncio.BaseEventLoop, "time", loop_time),
        Replacement(asyncio.events, "TimerHandle", TimerHandle),
        Replacement(asyncio, "TimerHandle", TimerHandle),
        *_wakers(),
    ]
