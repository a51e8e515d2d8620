"""What stands for the exercise clock where time is real: processes cannot share a virtual one."""

from __future__ import annotations

import os
import time

from grader.clock.sightings import Sightings


class RealTime:
    """Stands for the exercise clock where time is real. A fork that comes back out of the run ends there."""

    def __enter__(self) -> RealTime:
        self._process = os.getpid()
        self._start = time.monotonic()
        return self

    @property
    def elapsed(self) -> float:
        """Real seconds since the start."""
        return time.monotonic() - self._start

    def call_begins(self) -> None:
        """Nothing: no task is counted here."""

    def sightings(self) -> Sightings:
        """Nothing: what waits is not watched."""
        return Sightings()

    def __exit__(self, *exception: object) -> None:
        if os.getpid() != self._process:
            os._exit(0)
