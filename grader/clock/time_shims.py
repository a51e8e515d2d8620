"""`time.*` in virtual time.

Reads are exact: two reads at one instant are equal, as with a coarse clock. Only after very many, or after a wait of no
length, do they go on by nanoseconds: code that waits `while remaining >= 0` would never end.
"""

from __future__ import annotations

import sys
import time
from time import struct_time
from typing import Any, SupportsFloat, SupportsIndex

from grader.clock import real
from grader.clock.real import MONOTONIC_BASE, NANOSECONDS, WALL_BASE, get_ident
from grader.clock.replacements import Replacement
from grader.clock.scheduler import MANY_READS
from grader.clock.world import MEMBERS, Member

_LAST_NANOSECOND = 999
_sleep_really, _clock, _clock_ns = real.sleep, real.clock, real.clock_ns
_monotonic, _monotonic_ns = real.monotonic, real.monotonic_ns
_perf_counter, _perf_counter_ns = real.perf_counter, real.perf_counter_ns


def _sleep(member: Member, duration: int) -> None:
    if duration < 0:
        raise ValueError("sleep length must be non-negative")
    scheduler, spins = member.scheduler, member.world.spins
    start = scheduler.now
    if duration > 0:
        try:
            scheduler.block(member, start + duration, "time.sleep")
        finally:
            member.world.watch.blocked("time.sleep", start, scheduler.now, sys._getframe(2))
        return
    scheduler.turns += 1
    if scheduler.turns > spins.turn_limit:
        spins.thread_gave_way(member)
    else:
        scheduler.give_way(member)


def read_clock(member: Member) -> int:
    """Nanoseconds since the clock started. Whoever reads very often is taken for a busy-wait."""
    scheduler = member.scheduler
    scheduler.reads += 1
    if scheduler.reads <= MANY_READS:
        return scheduler.now
    if scheduler.reads > member.world.spins.read_limit:
        member.world.spins.clock_read(member, sys._getframe(2))
    return scheduler.now + min(scheduler.reads - MANY_READS, _LAST_NANOSECOND)


class Time:
    """The functions of the module `time`.

    They are methods of one object, since those stay what they are in a class of the learner's (`now = time.monotonic`),
    as the functions of C do that they stand for. With no clock anywhere, they ask nothing but that.
    """

    def __reduce__(self) -> str:
        return "TIME"

    def sleep(self, /, *seconds: Any) -> None:
        """`time.sleep`."""
        member = MEMBERS.get(get_ident())
        if member is None or len(seconds) != 1 or not isinstance(seconds[0], SupportsFloat | SupportsIndex):
            return _sleep_really(*seconds)  # it complains itself, in its own words
        return _sleep(member, real.to_nanoseconds(float(seconds[0])))

    def time(self) -> float:
        """`time.time`."""
        if not MEMBERS or (member := MEMBERS.get(get_ident())) is None:
            return _clock()
        return (WALL_BASE + read_clock(member)) / NANOSECONDS

    def time_ns(self) -> int:
        """`time.time_ns`."""
        if not MEMBERS or (member := MEMBERS.get(get_ident())) is None:
            return _clock_ns()
        return WALL_BASE + read_clock(member)

    def monotonic(self) -> float:
        """`time.monotonic`."""
        if not MEMBERS or (member := MEMBERS.get(get_ident())) is None:
            return _monotonic()
        return (MONOTONIC_BASE + read_clock(member)) / NANOSECONDS

    def monotonic_ns(self) -> int:
        """`time.monotonic_ns`."""
        if not MEMBERS or (member := MEMBERS.get(get_ident())) is None:
            return _monotonic_ns()
        return MONOTONIC_BASE + read_clock(member)

    def perf_counter(self) -> float:
        """`time.perf_counter`."""
        if not MEMBERS or (member := MEMBERS.get(get_ident())) is None:
            return _perf_counter()
        return (MONOTONIC_BASE + read_clock(member)) / NANOSECONDS

    def perf_counter_ns(self) -> int:
        """`time.perf_counter_ns`."""
        if not MEMBERS or (member := MEMBERS.get(get_ident())) is None:
            return _perf_counter_ns()
        return MONOTONIC_BASE + read_clock(member)

    def localtime(self, seconds: float | None = None, /) -> struct_time:
        """`time.localtime`."""
        return real.localtime(self.time() if seconds is None else seconds)

    def gmtime(self, seconds: float | None = None, /) -> struct_time:
        """`time.gmtime`."""
        return real.gmtime(self.time() if seconds is None else seconds)

    def strftime(self, template: str, moment: Any = None, /) -> str:
        """`time.strftime`."""
        return real.strftime(template, self.localtime() if moment is None else moment)

    def ctime(self, seconds: float | None = None, /) -> str:
        """`time.ctime`."""
        return real.ctime(self.time() if seconds is None else seconds)

    def asctime(self, moment: Any = None, /) -> str:
        """`time.asctime`."""
        return real.asctime(self.localtime() if moment is None else moment)


TIME = Time()
SHIMS: dict[str, Any] = {
    name: getattr(TIME, name)
    for name in ("sleep", "time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns",
                 "localtime", "gmtime", "strftime", "ctime", "asctime")
}  # fmt: skip


def replacements() -> list[Replacement]:
    """What becomes of the module `time`."""
    return [Replacement(time, name, shim) for name, shim in SHIMS.items()]
