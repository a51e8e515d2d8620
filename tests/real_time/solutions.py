"""Does the exercise clock tell the truth? `python tests/real_time/solutions.py [EXERCISE]...`, run by hand.

Every check of every spec is run on the solution once more, with its scenarios in real time, only faster. A real machine
is late now and then: a number that is within the tolerance of one that was seen on the exercise clock counts as that
one, and a check that fails is tried again more slowly.
"""

from __future__ import annotations

import asyncio
import inspect
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest
from scaled import scaled

from grader import clock
from grader.exercises import Exercise, find_course, load_course
from grader.items import BACKEND, exercise_of
from grader.judge.session import pytest_arguments
from grader.observation import Observation
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.observe import observe
from grader.sandbox.plain import to_plain
from grader.sandbox.transcript import captured
from grader.sandbox.troubles import run_failure
from grader.specs import Scenario

SPEEDS = (100, 30, 10)
TOLERANCE = 0.3
"""Seconds that real time may be late, as the program counts them."""
LONGEST = 2.0
"""Real seconds for one scenario; what takes longer is looked at on the exercise clock only."""


class StillRunning(BaseException):
    """A scenario that ends on the exercise clock does not end in real time."""


@dataclass
class RealTime:
    """A pytest plugin: the scenarios of some checks run here, on the solution, in real time."""

    speed: float
    wanted: set[str] | None
    """Node ids of checks; None for all."""
    passed: dict[str, str] = field(default_factory=dict)
    """By node id: the exercise."""
    failed: dict[str, str] = field(default_factory=dict)
    too_long: Counter[str] = field(default_factory=Counter)

    def pytest_configure(self, config: pytest.Config) -> None:
        """Take the place of the learner's in-process runs."""
        config.addinivalue_line("markers", "filterwarnings(*filters): without meaning here")
        config.stash[BACKEND] = self.run

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the checks that are wanted."""
        items[:] = [item for item in items if self.wanted is None or item.nodeid in self.wanted]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
        """Count what became of each check."""
        report = yield
        exercise = exercise_of(item)
        if exercise is not None and report.when == "call":
            (self.passed if report.passed else self.failed)[item.nodeid] = exercise.slug
        return report

    def run(
        self,
        exercise: Exercise,
        scenario: Scenario,
        arguments: tuple[Any, ...],
        seed: int,
        /,
        *,
        timeline: bool = True,
    ) -> Observation:
        """Run one scenario on the exercise clock, then in real time; what was seen in real time counts."""
        modules = SubmissionModules(
            exercise.module, {f"{exercise.module}.py": exercise.solution.read_bytes()}
        )
        virtual = observe(modules, scenario, to_plain(arguments), seed=seed)
        if seed:
            return virtual
        if virtual.elapsed / self.speed > LONGEST:
            self.too_long[exercise.slug] += 1
            return virtual
        with scaled(self.speed):
            really = in_real_time(modules, scenario, arguments)
        known = sorted({virtual.elapsed, *_numbers(virtual.value)})
        return msgspec.structs.replace(
            virtual,
            value=_nearest(really.value, known),
            error=really.error,
            elapsed=_nearest(really.elapsed, known),
            output=really.output,
        )


def in_real_time(modules: SubmissionModules, scenario: Scenario, arguments: tuple[Any, ...]) -> Observation:
    """What a scenario sees on the standard library's own clock: the shims of the exercise clock pass through."""
    value, error = None, None
    with captured() as transcript, modules.fresh() as module:
        transcript.clear()
        start = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, 2 * LONGEST)
        try:
            result = scenario.function(module, *to_plain(arguments))
            value = asyncio.run(result) if inspect.iscoroutine(result) else result
        except BaseException as raised:  # as in `observe`: whatever it raises is what was seen
            error = run_failure(raised, module, modules)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        elapsed = time.monotonic() - start
        value = to_plain(value)
    return Observation(value=value, error=error, elapsed=elapsed, output=transcript.text)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield float(value)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _numbers(key)
            yield from _numbers(each)
    elif isinstance(value, list | tuple | set):
        for each in value:
            yield from _numbers(each)


def _nearest(value: Any, known: Iterable[float]) -> Any:
    """`value` with each float replaced by the known number that it stands for, where there is one."""
    if isinstance(value, float):
        near = min(known, key=lambda number: abs(number - value), default=value)
        return near if abs(near - value) <= TOLERANCE else value
    if isinstance(value, dict):
        return {_nearest(key, known): _nearest(each, known) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return type(value)(_nearest(each, known) for each in value)
    return value


def main(wanted: list[str]) -> int:
    """Run the checks of the exercises that are wanted; of all, where none is named."""
    course = load_course(find_course(Path(__file__).parent))
    exercises = [
        one for one in course.pick(tuple(wanted)) if not one.info.processes
    ]  # those are in real time anyway
    clock.install()
    signal.signal(signal.SIGALRM, _stop)
    arguments = pytest_arguments(course.root, [one.spec for one in exercises])
    passed, left, too_long = Counter[str](), None, Counter[str]()
    for speed in SPEEDS:
        run = RealTime(speed, left)
        if pytest.main(arguments, plugins=[run]) not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return 2
        passed.update(run.passed.values())
        too_long.update(run.too_long)
        left = set(run.failed)
        if not left:
            break
    for exercise in exercises:
        print(
            f"{exercise.slug}: {passed[exercise.slug]} checks pass, {too_long[exercise.slug]} scenarios too long"
        )
    for check in sorted(left or ()):
        print(f"  fails in real time: {check}")
    return 1 if left else 0


def _stop(*_: object) -> None:
    raise StillRunning


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
