"""Starting and joining threads: those that a member starts take part in its clock."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from grader.clock import places, real
from grader.clock.errors import ClockStopped
from grader.clock.real import get_ident
from grader.clock.replacements import Replacement
from grader.clock.world import MEMBERS, Member, in_real_time

_REAL_STARTERS = ("_pytest", "pytest", "pluggy", "pytest_timeout", "xdist", "execnet", "coverage")
"""Packages whose own threads stay in real time."""


def start(thread: threading.Thread) -> None:
    """`Thread.start`."""
    member = MEMBERS.get(get_ident())
    if member is None:
        _start_outside(thread)
    elif _is_real(thread):
        with in_real_time(member):
            _start_outside(thread)
    else:
        _start_inside(thread, member)


def join(thread: threading.Thread, timeout: float | None = None) -> None:
    """`Thread.join`."""
    member = MEMBERS.get(get_ident())
    other = member.world.member_of(thread) if member is not None else None
    if member is None or other is None or other is member:
        return real.thread_join(thread, timeout)
    if not other.done:
        _wait_for(member, other, timeout)
        if not other.done:
            return None
    with in_real_time(member):
        return real.thread_join(thread)


def _is_real(thread: threading.Thread) -> bool:
    """Whether who starts a thread needs it in real time: the testing tools do, and asyncio that waits for a process."""
    frame = sys._getframe(2)
    file = frame.f_code.co_filename
    if file.startswith("<") or places.is_learners(file):
        return False
    starter = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return starter in _REAL_STARTERS or (starter == "asyncio" and thread.name.startswith("asyncio-waitpid"))


def _wait_for(member: Member, other: Member, timeout: float | None) -> None:
    scheduler = member.scheduler
    now = scheduler.now
    deadline = None if timeout is None else now + real.to_nanoseconds(max(timeout, 0))
    other.joiners.append(member)
    try:
        scheduler.block(member, deadline, "join")
    finally:
        if member in other.joiners:
            other.joiners.remove(member)
        member.world.watch.blocked("join", now, scheduler.now, sys._getframe(2))


def _start_outside(thread: threading.Thread) -> None:
    """A clock may take the thread in later, if it is a pool's: so it must be able to leave."""
    _wrap_run(thread, lambda: None)
    real.thread_start(thread)


def _start_inside(thread: threading.Thread, starter: Member) -> None:
    child = Member(starter.world, thread.name)
    starter.world.take_in(thread, child)

    def enter() -> None:
        child.enlist()
        child.scheduler.begin(child)

    _wrap_run(thread, enter)
    starter.scheduler.add_runnable(child)
    try:
        with in_real_time(starter):
            real.thread_start(thread)
    except BaseException:
        starter.scheduler.withdraw(child)
        thread.__dict__.pop("run", None)
        raise


def _wrap_run(thread: threading.Thread, enter: Callable[[], None]) -> None:
    run: Callable[[], Any] = thread.run

    def wrapped() -> None:
        thread.__dict__.pop("run", None)
        try:
            enter()
            run()
        except ClockStopped:
            pass  # `threading` itself is silent on SystemExit, but what runs around this may not be
        finally:
            _leave()

    thread.__dict__["run"] = wrapped


def _leave() -> None:
    member = MEMBERS.get(get_ident())
    if member is not None:
        member.discharge()
        member.scheduler.leave(member)


def _shim_count(original: Callable[[], int], kind: str, first: int) -> Callable[[], int]:
    """A counter of names: on a clock it counts from the start, as in a fresh process."""

    def count() -> int:
        member = MEMBERS.get(get_ident())
        if member is None:
            return original()
        counters = member.world.counters
        counters[kind] = counters.get(kind, first - 1) + 1
        return counters[kind]

    return count


def _shim_cpu_count(original: Callable[[], int | None]) -> Callable[[], int | None]:
    """The size of default pools must not follow the machine."""

    def cpu_count() -> int | None:
        member = MEMBERS.get(get_ident())
        return original() if member is None else member.world.options.cpu_count

    return cpu_count


def replacements() -> list[Replacement]:
    """What becomes of `threading.Thread`, of the names of threads, and of the number of processors."""
    pool: Any = ThreadPoolExecutor
    names: Any = threading
    cpus = [name for name in ("cpu_count", "process_cpu_count") if hasattr(os, name)]
    return [
        Replacement(threading.Thread, "start", start),
        Replacement(threading.Thread, "join", join),
        Replacement(threading, "_counter", _shim_count(names._counter, "thread", 1)),
        Replacement(pool, "_counter", staticmethod(_shim_count(pool._counter, "pool", 0))),
        *(Replacement(os, name, _shim_cpu_count(getattr(os, name))) for name in cpus),
    ]
