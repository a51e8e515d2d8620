"""Keeps what a learner's pytest run finds, for `grader progress`, `next`, `hint` and `timeline`. Only hooks.

Each report carries what its check found, as text: so it comes through from the workers of pytest-xdist, and only the
process that hears of all reports writes. A judge keeps nothing. What is kept, and where, is `grader.progress`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from grader.errors import CourseError
from grader.exercises import Exercise, load_exercise
from grader.items import BACKEND, EVIDENCE, exercise_of
from grader.progress import Recorded, Run, digest_of, read_run, write_run
from grader.results import CheckResult
from grader.timelines import Lane, seen_lanes

_NOTE = "grader_note"
"""The attribute of a report with what its check found."""
_SELECTING = ("keyword", "markexpr", "deselect", "lf", "stepwise", "ignore", "ignore_glob", "maxfail")
"""Options of pytest with which a run may leave checks out."""


class _Note(msgspec.Struct, frozen=True):
    toml: str
    recorded: Recorded
    digest: str


def register(config: pytest.Config) -> None:
    """Have what the reports carry written, at the end, by the process that hears of them all."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Recorder(config), "grader-recorder")


def note(item: pytest.Item, report: pytest.TestReport, check: CheckResult) -> None:
    """Let `report` carry what a check found."""
    exercise = exercise_of(item)
    if exercise is None or BACKEND in item.config.stash:
        return
    recorded = Recorded(file=item.path.name, check=check, lanes=_lanes(item))
    toml = str(exercise.folder / "exercise.toml")
    text = msgspec.json.encode(_Note(toml, recorded, _digest(item.config, exercise))).decode()
    setattr(report, _NOTE, text)


_DIGESTS = pytest.StashKey[dict[Path, str]]()


def _digest(config: pytest.Config, exercise: Exercise) -> str:
    """Of the files as they were when the first check of the exercise ended: the learner may be typing on."""
    digests = config.stash.setdefault(_DIGESTS, {})
    if exercise.folder not in digests:
        digests[exercise.folder] = digest_of(exercise)
    return digests[exercise.folder]


def _lanes(item: pytest.Item) -> tuple[Lane, ...]:
    """What ran when, in the last scenario of a check, or in a public example."""
    return seen_lanes(item.stash[EVIDENCE].last.sightings)


class _Recorder:
    """Gathers what the reports of a session carry, and writes it when the session is over."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.notes: dict[str, dict[str, _Note]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take up what a report carries; what comes later of the same check (its teardown) counts."""
        text = getattr(report, _NOTE, None)
        if text is not None:
            found = msgspec.json.decode(text, type=_Note)
            self.notes.setdefault(found.toml, {})[report.nodeid] = found

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Write what was found of each exercise."""
        ended = exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
        for toml, notes in self.notes.items():
            try:
                exercise = load_exercise(Path(toml))
            except CourseError:
                continue
            run = Run(
                exercise=exercise.slug,
                digest=next(iter(notes.values())).digest,
                at=time.time(),
                whole=ended and self._asks_for_all(exercise),
                checks=tuple(found.recorded for found in notes.values()),
            )
            write_run(exercise, run.after(read_run(exercise)))

    def _asks_for_all(self, exercise: Exercise) -> bool:
        """Whether the command line names the whole exercise."""
        if any(getattr(self.config.option, name, None) for name in _SELECTING):
            return False
        return any(exercise.folder.resolve().is_relative_to(path) for path in self._paths())

    def _paths(self) -> Iterator[Path]:
        for argument in self.config.args:
            yield (self.config.invocation_params.dir / argument).resolve()
