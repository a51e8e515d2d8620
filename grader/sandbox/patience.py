"""How long the judge waits for a worker: its deadline in real seconds, and more where it got little of the processor.

What becomes of a worker whose time is up is `handle`'s business.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

AT_ONCE = 0.1
"""Real seconds in which nearly every answer comes; before that nothing has to be looked up."""
AGAIN = 0.25
"""Real seconds between two looks at a worker whose time would be up."""
NEARLY = 0.9
"""Share of its time that a worker on an idle machine gets at the least, as the kernel counts it."""
_EXITING = 0x4
"""The kernel's mark of a process that is being taken apart: PF_EXITING."""
STARVED = 5
"""A worker that had little of the processor is given up to so many times its deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What some processes have had of the processor: `seconds` in all, and whether one of them wants more now."""

    seconds: float
    wants_more: bool


class Patience:
    """Counts the real seconds of one wait. `look` gives the usage of the processes that are waited for."""

    def __init__(self, deadline: float, look: Callable[[], Usage]) -> None:
        self._deadline, self._look = deadline, look
        self._start = time.monotonic()
        self._first = min(AT_ONCE, deadline / 4)
        self._before: float | None = None

    def wait(self) -> float:
        """Real seconds until this is to be asked again. Raises TimeoutError when the time is up."""
        spent = time.monotonic() - self._start
        if spent < self._first:
            return self._first - spent
        if self._before is None:
            self._before = self._look().seconds
        left = self._deadline - spent
        if left <= 0 and not self._starved(spent, self._before):
            raise TimeoutError
        return left if left > 0 else AGAIN

    def _starved(self, spent: float, before: float) -> bool:
        """Whether it waited for the processor, and not for something else: the load must not decide a verdict."""
        due = self._deadline - self._first
        if spent >= STARVED * due:
            return False
        usage = self._look()
        return usage.wants_more and usage.seconds - before < due * NEARLY


def usage_of(processes: Iterable[int]) -> Usage:
    """What these processes, with the children that they have waited for, have had of the processor."""
    seconds, wants_more = 0.0, False
    for process in processes:
        fields = _fields(f"/proc/{process}/stat")
        seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        wants_more = wants_more or any(_threads_states(process))
    return Usage(seconds=seconds, wants_more=wants_more)


def members(group: int) -> list[int]:
    """The living processes of a process group."""
    wanted = b"%d" % group
    found = ((int(name), _fields(f"/proc/{name}/stat")) for name in os.listdir("/proc") if name.isdigit())
    return [pid for pid, fields in found if fields[2:3] == [wanted] and fields[0] not in (b"Z", b"X")]


def is_exiting(process: int) -> bool:
    """Whether a process is on its way out, or is no more."""
    fields = _fields(f"/proc/{process}/stat")
    return not fields or fields[0] in (b"Z", b"X") or bool(int(fields[6]) & _EXITING)


def _threads_states(process: int) -> Iterator[bool]:
    """Of each thread, whether it computes, or waits for the processor or a disk."""
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{process}/task"):
            yield _fields(f"/proc/{process}/task/{thread}/stat")[:1] in ([b"R"], [b"D"])


def _fields(file: str) -> list[bytes]:
    """The fields of a `stat` file of the kernel's, from the state on; none where there is no such process."""
    try:
        with open(file, "rb") as opened:
            return opened.read().rpartition(b")")[2].split()
    except OSError:
        return []
