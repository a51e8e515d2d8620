"""What the exercise clock raises.

ClockError (an AssertionError: the program under the clock is at fault, so a check fails rather than the machinery)
├── DeadlockError    everybody waits and nothing is scheduled that could wake one
├── HorizonError     virtual time would run further than any exercise needs
└── RefusedError     something real (a socket, a process, uvloop) was used

`ClockStopped` is no error of anybody's: it ends the threads that outlive their clock.
"""

from __future__ import annotations


class ClockError(AssertionError):
    """The program did what virtual time does not allow."""


class DeadlockError(ClockError):
    """Every task and thread waits, and nothing is scheduled that could wake one."""


class HorizonError(ClockError):
    """Virtual time would pass the horizon: a loop that waits again and again, for nothing."""


class RefusedError(ClockError):
    """Real I/O, a process or a foreign event loop was used without being asked for: `what`, in a few words."""

    def __init__(self, message: str, what: str = "") -> None:
        super().__init__(message)
        self.what = what


class ClockStopped(SystemExit):
    """Ends a thread whose clock has stopped (a SystemExit, on which `threading` stays silent)."""
