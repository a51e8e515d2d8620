"""A pytest plugin for `throughput.py`: hidden specs in-process, but in real time, as without an exercise clock.

A scenario that would take longer than its exercise's deadline is cut there, so what is measured is too little, never
too much. Most checks of time then fail, which costs no time and does not matter here.
"""

from __future__ import annotations

import signal
from dataclasses import replace
from functools import partial

from grader import learners
from grader.observation import Observation
from grader.sandbox.observe import observe
from grader.sandbox.troubles import DeadlineExceeded

AGAIN = 0.2
"""Real seconds until a scenario that goes on after its deadline is told again."""


def cut(*_: object) -> None:
    """End what is running in the main thread."""
    raise DeadlineExceeded


def pytest_configure() -> None:
    """Let time be real, and no watchdog stand beside our own."""
    signal.signal(signal.SIGALRM, cut)
    learners.LearnerFiles.run = run  # type: ignore[method-assign]


def run(self: learners.LearnerFiles, scenario: object, arguments: object, seed: int = 0) -> Observation:
    """Stands for `LearnerFiles.run`."""
    in_real_time = partial(observe, self.modules, scenario, arguments, real_time=True)  # type: ignore[arg-type]
    signal.setitimer(signal.ITIMER_REAL, self.exercise.info.deadline, AGAIN)
    try:
        seen = in_real_time()
    except DeadlineExceeded:
        seen = Observation()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return replace(seen, error=None)
