"""How far a learner is: what their last run of each exercise found, kept in `.grader` beside `exercises`.

`.grader/runs/NN_slug.json` is written by a learner's own pytest (`grader.recording`) and read by the commands. It is a
convenience and never a proof: it can be edited, and no score is made from it. A file that cannot be read counts as no
run; one that cannot be written is nobody's worry. `.grader` ignores itself in git.

What is said about it all is the business of `grader.guidance`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec

from grader.errors import UsageError
from grader.exercises import Course, Exercise, ExerciseInfo
from grader.results import CheckResult, Outcome
from grader.sources import own_files
from grader.timelines import Lane

FOLDER = ".grader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A check of a learner's run, and what ran when meanwhile."""

    file: str
    """The file that the check stands in: a public example may be called like a check of the hidden spec."""
    check: CheckResult
    lanes: tuple[Lane, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a learner's runs of an exercise found, as far as they know."""

    exercise: str
    digest: str
    """Of the learner's files, when they were run last."""
    at: float
    """When that was: seconds since 1970."""
    whole: bool
    """Whether every check of the exercise is among the checks."""
    checks: tuple[Recorded, ...]
    format: Literal["grader/run/v1"] = "grader/run/v1"

    def after(self, earlier: Run | None) -> Run:
        """Add to a run of only some checks what an earlier one found of the others."""
        if self.whole or earlier is None:
            return self
        mine = {(recorded.file, recorded.check.id): recorded for recorded in self.checks}
        known = {(recorded.file, recorded.check.id): recorded for recorded in earlier.checks}
        return replace(self, whole=earlier.whole, checks=tuple((known | mine).values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a learner stands with one exercise."""

    tasks: int
    done: frozenset[int] = frozenset()
    """The numbers of the tasks whose checks all passed."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return len(self.done) == self.tasks

    @property
    def open_task(self) -> int | None:
        """The first task that is not done."""
        return next((number for number in range(1, self.tasks + 1) if number not in self.done), None)


def standing(info: ExerciseInfo, run: Run | None) -> Standing:
    """Where `run` leaves a learner. A task is done when all its checks passed, in a run that knew them all."""
    outcomes: dict[int, set[Outcome]] = {}
    for recorded in run.checks if run is not None and run.whole else ():
        outcomes.setdefault(recorded.check.task, set()).add(recorded.check.outcome)
    numbers = range(1, len(info.tasks) + 1)
    done = frozenset(number for number in numbers if outcomes.get(number) == {Outcome.PASSED})
    return Standing(tasks=len(info.tasks), done=done)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a learner stands with every exercise of a course."""

    course: Course
    runs: Mapping[str, Run]

    def of(self, exercise: Exercise) -> Standing:
        """Where they stand with one exercise."""
        return standing(exercise.info, self.runs.get(exercise.slug))

    @property
    def complete(self) -> int:
        """How many exercises are done."""
        return sum(self.of(exercise).complete for exercise in self.course.exercises)

    @property
    def last(self) -> Exercise | None:
        """The exercise that was run last."""
        runs = [run for slug, run in self.runs.items() if slug in self.course.by_slug]
        return self.course.by_slug[max(runs, key=lambda run: run.at).exercise] if runs else None

    def next(self, after: Exercise | None = None) -> Exercise | None:
        """The first exercise that is not done and whose prerequisites are; `after` one, those behind it come first."""
        exercises = self.course.exercises
        start = exercises.index(after) + 1 if after is not None else 0
        left = [one for one in (*exercises[start:], *exercises[:start]) if not self.of(one).complete]
        candidates = [one for one in left if one is not after]
        return next((one for one in candidates if self._is_ready(one)), None)

    def _is_ready(self, exercise: Exercise) -> bool:
        """Whether all that it builds on is done; what is not in this course is nobody's prerequisite."""
        needed = (self.course.by_slug.get(slug) for slug in exercise.info.requires)
        return all(self.of(one).complete for one in needed if one is not None)


# --- files ------------------------------------------------------------------------------------------------------


def read_progress(course: Course) -> Progress:
    """What is known of every exercise of a course."""
    runs = {exercise.slug: read_run(exercise) for exercise in course.exercises}
    return Progress(course, {slug: run for slug, run in runs.items() if run is not None})


def read_run(exercise: Exercise) -> Run | None:
    """What was found of an exercise; None where it was never run, or the file is damaged."""
    try:
        run = msgspec.json.decode(run_file(exercise).read_bytes(), type=Run)
    except (OSError, ValueError, RecursionError):
        return None
    return run if run.exercise == exercise.slug else None


def write_run(exercise: Exercise, run: Run) -> None:
    """Keep what was found. Where that cannot be written, nothing is."""
    with suppress(OSError):
        keep(exercise.root, run_file(exercise), msgspec.json.encode(run))


def run_file(exercise: Exercise) -> Path:
    """The file with what was found of an exercise."""
    return exercise.root / FOLDER / "runs" / f"{exercise.slug}.json"


def digest_of(exercise: Exercise) -> str:
    """The digest of a learner's files as they are now; line ends do not count."""
    digest = hashlib.sha256()
    try:
        files = own_files(exercise.folder, exercise.slug)
    except UsageError as error:  # no run of them ends well; what is refused is the run's to tell
        files = {"": str(error).encode()}
    for name, content in sorted(files.items()):
        data = content.replace(b"\r\n", b"\n")
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def keep(root: Path, file: Path, data: bytes) -> None:
    """Write a file below the `.grader` of a course, whole or not at all. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    ignore = root / FOLDER / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", "utf-8")
    put(file, data)


def put(file: Path, data: bytes) -> None:
    """Write a file, whole or not at all. Raises OSError."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(data)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


# --- hints that were shown ----------------------------------------------------------------------------------------


def hints_shown(exercise: Exercise) -> dict[int, int]:
    """How many hints of each task have been shown."""
    try:
        shown = msgspec.json.decode(_hints_file(exercise).read_bytes(), type=dict[int, int])
    except (OSError, ValueError, RecursionError):
        return {}
    return {task: number for task, number in shown.items() if number > 0}


def note_hints(exercise: Exercise, task: int, shown: int) -> None:
    """Remember how many hints of a task have been shown; where that cannot be written, they are shown again."""
    with suppress(OSError):
        keep(
            exercise.root,
            _hints_file(exercise),
            msgspec.json.encode(hints_shown(exercise) | {task: shown}),
        )


def _hints_file(exercise: Exercise) -> Path:
    return exercise.root / FOLDER / "hints" / f"{exercise.slug}.json"
