"""The real functions, held before anything is replaced, and the units of the clock.

Nothing else of the package may use `time.*` or the locks of `threading`: under the clock those are the shims.
"""

from __future__ import annotations

import _thread
import select as _select
import threading
import time
from _queue import SimpleQueue

NANOSECONDS = 1_000_000_000
"""Nanoseconds in a second: the clock counts whole nanoseconds."""
MONOTONIC_BASE = 100_000 * NANOSECONDS
"""What `time.monotonic()` shows at the start. A clock at 0 would break `last = 0` code; machines are up for a day."""
WALL_BASE = 1_704_067_200 * NANOSECONDS
"""What `time.time()` shows at the start: 2024-01-01T00:00:00Z."""

get_ident = _thread.get_ident
Lock = _thread.allocate_lock
RLock = _thread.RLock

sleep = time.sleep
clock = time.time
clock_ns = time.time_ns
monotonic = time.monotonic
monotonic_ns = time.monotonic_ns
perf_counter = time.perf_counter
perf_counter_ns = time.perf_counter_ns
localtime = time.localtime
gmtime = time.gmtime
strftime = time.strftime
ctime = time.ctime
asctime = time.asctime

select = _select.select
thread_start = threading.Thread.start
thread_join = threading.Thread.join

__all__ = [
    "MONOTONIC_BASE",
    "NANOSECONDS",
    "WALL_BASE",
    "Lock",
    "RLock",
    "SimpleQueue",
    "asctime",
    "clock",
    "clock_ns",
    "ctime",
    "get_ident",
    "gmtime",
    "localtime",
    "monotonic",
    "monotonic_ns",
    "perf_counter",
    "perf_counter_ns",
    "select",
    "sleep",
    "strftime",
    "thread_join",
    "thread_start",
    "to_nanoseconds",
]


def to_nanoseconds(seconds: float) -> int:
    """The nearest whole number of nanoseconds, whatever a number of somebody's own class would make of it."""
    if type(seconds) is not float:
        seconds = float(seconds)
    return round(seconds * NANOSECONDS)
