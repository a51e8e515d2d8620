"""Exercises of a course: `exercise.toml`, checked, and where each file of an exercise stands.

Only metadata and paths live here. Nothing is run: judging is `grader.judge`, proving an exercise `grader.authoring`.
"""

from __future__ import annotations

import keyword
import sys
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import msgspec

from grader.errors import CourseError, UsageError
from grader.language import say
from grader.written import read_toml, read_written

AFTER_A_HANG = 0.1
"""Share of the deadline that is left to a program which has used it up once: nobody should wait long for it."""


class Task(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One numbered part of an exercise, as `[[tasks]]` says it."""

    title: str
    title_zh: str
    names: list[str]
    """The names that the task asks the learner to define."""
    hint: str = ""
    hint_zh: str = ""


class ExerciseInfo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The contents of an `exercise.toml`."""

    id: str
    order: int
    module: str
    title: str
    title_zh: str
    notes: str
    """The section of the notes that the exercise teaches."""
    points: int
    tasks: list[Task]
    requires: list[str] = []
    deadline: float = 2.0
    """Real seconds that one scenario may take."""
    processes: bool = False
    """Whether a program may start processes; then its scenarios and examples run in real time."""

    def deadline_after(self, hangs: int) -> float:
        """Real seconds for a program's next scenario, when so many before it have hung."""
        return self.deadline * AFTER_A_HANG if hangs else self.deadline


@dataclass(frozen=True)
class Exercise:
    """An exercise of a course: what `exercise.toml` says, and where its files stand."""

    info: ExerciseInfo
    root: Path
    """The course: the folder that holds `exercises`, `solutions` and `tests`."""

    @property
    def slug(self) -> str:
        """The key of the exercise: `03_send`."""
        return self.info.id

    @property
    def module(self) -> str:
        """Name of the module that a learner edits, without `.py`."""
        return self.info.module

    @property
    def points(self) -> Fraction:
        """What the whole exercise is worth."""
        return Fraction(self.info.points)

    @property
    def folder(self) -> Path:
        """What a learner gets."""
        return self.root / "exercises" / self.slug

    @property
    def stub(self) -> Path:
        """The file that a learner edits."""
        return self.folder / f"{self.module}.py"

    @property
    def original(self) -> Path:
        """The stub as the course gives it out: what the learner's file is put back to. Not Python, so never run."""
        return self.folder / ".stub"

    @property
    def public(self) -> Path:
        """The public examples."""
        return self.folder / f"test_{self.module}.py"

    @property
    def solution(self) -> Path:
        """The reference answer."""
        return self.root / "solutions" / self.slug / f"{self.module}.py"

    @property
    def hidden(self) -> Path:
        """The folder of the hidden spec."""
        return self.root / "tests" / "specs" / self.slug

    @property
    def spec(self) -> Path:
        """The hidden spec."""
        return self.hidden / f"spec_{self.module}.py"

    @property
    def chinese(self) -> Path:
        """The catalogue with what the spec says, in Chinese."""
        return self.hidden / "zh.po"

    @property
    def scenarios(self) -> Path:
        """What the spec does with a submission."""
        return self.hidden / "scenarios.py"


@dataclass(frozen=True)
class Course:
    """All exercises below one root, in the course's order, and what is wrong with the others."""

    root: Path
    exercises: tuple[Exercise, ...]
    problems: tuple[CourseError, ...] = ()

    @cached_property
    def by_slug(self) -> dict[str, Exercise]:
        """The exercises by their key."""
        return {exercise.slug: exercise for exercise in self.exercises}

    def pick(self, wanted: tuple[str, ...]) -> tuple[Exercise, ...]:
        """The exercises that `wanted` names, by slug, number or module; all where it names none.

        Raises UsageError for a name that is no exercise, with those that are.
        """
        if not wanted:
            return self.exercises
        chosen = {self._find(name).slug for name in wanted}
        return tuple(exercise for exercise in self.exercises if exercise.slug in chosen)

    def _find(self, name: str) -> Exercise:
        wanted = name.rstrip("/").rpartition("/")[2]
        for exercise in self.exercises:
            if wanted in (exercise.slug, exercise.module, exercise.slug.partition("_")[0]):
                return exercise
        for problem in self.problems:
            if problem.file.parent.name == wanted:
                raise UsageError(str(problem))
        known = ", ".join(exercise.slug for exercise in self.exercises) or "none"
        raise UsageError(
            say("there is no exercise {name}; the exercises are: {known}", name=repr(name), known=known)
        )


def find_course(start: Path | None = None) -> Path:
    """The root of the course around `start` (default: the working directory).

    Falls back to the course that this package was installed from. Raises UsageError where there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, Path(__file__).resolve().parent.parent):
        if any(folder.glob("exercises/*/exercise.toml")):
            return folder
    raise _no_course(here)


def _no_course(folder: Path) -> UsageError:
    return UsageError(
        say(
            "no course found at {folder}: it is a folder that holds exercises/NN_slug/exercise.toml",
            folder=str(folder),
        )
    )


def load_course(root: Path) -> Course:
    """Read every `exercise.toml` below `root`; a broken one becomes a problem, the others are loaded.

    Raises UsageError where there is none at all.
    """
    exercises: list[Exercise] = []
    problems: list[CourseError] = []
    for file in sorted(root.glob("exercises/*/exercise.toml")):
        try:
            exercises.append(load_exercise(file))
        except CourseError as problem:
            problems.append(problem)
    if not exercises and not problems:
        raise _no_course(root)
    exercises.sort(key=lambda exercise: (exercise.info.order, exercise.slug))
    return Course(root, tuple(exercises), tuple(problems))


def load_exercise(file: Path) -> Exercise:
    """Read and check one `exercise.toml`. Raises CourseError naming the line or the field."""
    try:
        info = read_toml(read_written(file), ExerciseInfo)
    except UsageError as error:
        raise CourseError.of(file, error) from None
    for field, problem in _faults(info, file):
        raise CourseError(file, f"field `{field}`: {problem}")
    return Exercise(info, file.parent.parent.parent)


def _can_be_a_module(name: str) -> bool:
    return name.isidentifier() and not keyword.iskeyword(name) and name not in sys.stdlib_module_names


def _faults(info: ExerciseInfo, file: Path) -> list[tuple[str, str]]:
    """(field, what is wrong) for everything that the types alone do not catch."""
    checks = [
        ("id", info.id == file.parent.name, f"is {info.id!r}, but the folder is called {file.parent.name!r}"),
        (
            "module",
            _can_be_a_module(info.module),
            f"{info.module!r} cannot be the name of a learner's module",
        ),
        ("points", info.points > 0, "must be above 0"),
        ("deadline", info.deadline > 0, "must be above 0 seconds"),
        ("tasks", bool(info.tasks), "an exercise needs at least one [[tasks]]"),
        ("requires", info.id not in info.requires, "an exercise cannot require itself"),
    ]
    return [(field, problem) for field, holds, problem in checks if not holds]
