"""Which core a judge and its worker run on: the same one, where the machine lets them choose.

A judge and its worker take turns, so a second core would not help them; and to wake somebody on another core takes
longer than most scenarios do. How judges are spread over the cores is left to the kernel: they are free to go
anywhere between two jobs.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

_PROCESSOR = 36
"""Which field of `/proc/self/stat`, counted after the name of the program, is the core that it runs on."""


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Stay on the core that this process is on, with every process that it starts meanwhile.

    Does nothing where the platform, or whoever runs the machine, does not let us choose.
    """
    try:
        allowed = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {_current_core()})
    except (AttributeError, OSError):  # no Linux, or a sandbox around us
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # those cores may be gone by now
            os.sched_setaffinity(0, allowed)


def follow(process: int) -> None:
    """Let another process, and what it starts from now on, run where this one does."""
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(process, os.sched_getaffinity(0))


def _current_core() -> int:
    """The core that runs this. Raises OSError where there is no `/proc`."""
    with open("/proc/self/stat", "rb") as file:
        return int(file.read().rpartition(b")")[2].split()[_PROCESSOR])
