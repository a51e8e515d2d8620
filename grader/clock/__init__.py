"""Virtual time for asyncio and threads: exact, instant, and it sees what blocked.

Importing this has no side effect; `install()` puts the shims in place, and entering a clock turns them on for the
thread that enters it. The guide is README.md in this folder.
"""

from grader.clock.clock import ExerciseClock
from grader.clock.errors import ClockError, DeadlockError, HorizonError, RefusedError
from grader.clock.exploration import Failure, explore
from grader.clock.installation import install

__all__ = [
    "ClockError",
    "DeadlockError",
    "ExerciseClock",
    "Failure",
    "HorizonError",
    "RefusedError",
    "explore",
    "install",
]
