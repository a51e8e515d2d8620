"""`time.*` in virtual time.

Reads are exact: two reads at one instant are equal, as with a coarse clock. Only after very many, or after a wait of no
length, do they go on by nanoseconds: code that waits `while remaining >= 0` would never end.
"""

from __future__ import annotations

import sys
import time
from typing import Any, SupportsFloat, SupportsIndex

from grader.clock import real
from grader.clock.real import MONOTONIC_BASE, NANOSECONDS, WALL_BASE, get_ident
from grader.clock.replacements import Replacement
from grader.clock.scheduler import MANY_READS
from grader.clock.world import MEMBERS, Member

_LAST_NANOSECOND = 999


def sleep(seconds: Any, /) -> None:
    """`time.sleep`."""
    member = MEMBERS.get(get_ident())
    if member is None:
        return real.sleep(seconds)
    if not isinstance(seconds, SupportsFloat | SupportsIndex):
        return real.sleep(seconds)  # let it complain itself
    return _sleep(member, real.to_nanoseconds(float(seconds)))


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


def clock() -> float:
    """`time.time`."""
    member = MEMBERS.get(get_ident())
    return real.clock() if member is None else (WALL_BASE + read_clock(member)) / NANOSECONDS


def clock_ns() -> int:
    """`time.time_ns`."""
    member = MEMBERS.get(get_ident())
    return real.clock_ns() if member is None else WALL_BASE + read_clock(member)


def monotonic() -> float:
    """`time.monotonic`."""
    member = MEMBERS.get(get_ident())
    return real.monotonic() if member is None else (MONOTONIC_BASE + read_clock(member)) / NANOSECONDS


def monotonic_ns() -> int:
    """`time.monotonic_ns`."""
    member = MEMBERS.get(get_ident())
    return real.monotonic_ns() if member is None else MONOTONIC_BASE + read_clock(member)


def perf_counter() -> float:
    """`time.perf_counter`."""
    member = MEMBERS.get(get_ident())
    return real.perf_counter() if member is None else (MONOTONIC_BASE + read_clock(member)) / NANOSECONDS


def perf_counter_ns() -> int:
    """`time.perf_counter_ns`."""
    member = MEMBERS.get(get_ident())
    return real.perf_counter_ns() if member is None else MONOTONIC_BASE + read_clock(member)


def localtime(seconds: float | None = None, /) -> time.struct_time:
    """`time.localtime`."""
    return real.localtime(clock() if seconds is None else seconds)


def gmtime(seconds: float | None = None, /) -> time.struct_time:
    """`time.gmtime`."""
    return real.gmtime(clock() if seconds is None else seconds)


def strftime(template: str, moment: Any = None, /) -> str:
    """`time.strftime`."""
    return real.strftime(template, localtime() if moment is None else moment)


def ctime(seconds: float | None = None, /) -> str:
    """`time.ctime`."""
    return real.ctime(clock() if seconds is None else seconds)


def asctime(moment: Any = None, /) -> str:
    """`time.asctime`."""
    return real.asctime(localtime() if moment is None else moment)


SHIMS = {
    "sleep": sleep,
    "time": clock,
    "time_ns": clock_ns,
    "monotonic": monotonic,
    "monotonic_ns": monotonic_ns,
    "perf_counter": perf_counter,
    "perf_counter_ns": perf_counter_ns,
    "localtime": localtime,
    "gmtime": gmtime,
    "strftime": strftime,
    "ctime": ctime,
    "asctime": asctime,
}


def replacements() -> list[Replacement]:
    """What becomes of the module `time`."""
    for name, shim in SHIMS.items():
        shim.__name__ = shim.__qualname__ = name
    return [Replacement(time, name, shim) for name, shim in SHIMS.items()]
