"""How much a spec sees: each solution with one mistake more (`grader.mutants`) is judged, and what passes is told.

A mutant that no behaviour tells from the solution is explained in the exercise's `survivors.toml`, so that whatever
else passes is news: a check is missing, or the text of a task does not ask for what the solution does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.errors import CourseError, InfrastructureError, UsageError
from grader.exercises import Course, Exercise
from grader.judge import JudgeSetup, judge_here
from grader.mutants import Mutant, mutants_of
from grader.results import Job, Outcome, RunResult, Status
from grader.written import read_toml, read_written


class Explained(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that may pass, and why."""

    change: str
    """As `grader mutate` shows it."""
    reason: str


class Survivors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exercise's `survivors.toml`."""

    survivors: list[Explained]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """What became of the mutants of one solution."""

    exercise: str
    mutants: int
    explained: int
    """Passed, and `survivors.toml` says why they may."""
    passed: tuple[str, ...]
    """The changes that passed without an explanation."""
    stale: tuple[str, ...]
    """Changes that `survivors.toml` explains though nothing of the kind passes."""

    @property
    def killed(self) -> float:
        """The share of mutants, of those that behave otherwise, that the spec refuses: 0 to 1."""
        counted = self.mutants - self.explained
        return 1 - len(self.passed) / counted if counted else 1.0


def mutate(
    course: Course, exercises: Sequence[Exercise], executor: Executor, progress: Callable[[int, int], None]
) -> list[Mutation]:
    """Judge every mutant of the solutions of `exercises`.

    Raises CourseError for a broken `survivors.toml`, and InfrastructureError where the machine failed.
    """
    slugs = tuple(exercise.slug for exercise in exercises)
    setup = JudgeSetup(root=str(course.root), exercises=slugs, confine=True)
    known = {exercise.slug: _explained(exercise) for exercise in exercises}
    work = [(exercise, mutant) for exercise in exercises for mutant in mutants_of(_solution(exercise))]
    futures = [executor.submit(judge_here, setup, _job(exercise, mutant)) for exercise, mutant in work]
    passed: dict[str, list[str]] = {slug: [] for slug in slugs}
    for done, ((exercise, mutant), future) in enumerate(zip(work, futures, strict=True), 1):
        if not is_killed(future.result()):
            passed[exercise.slug].append(mutant.change)
        progress(done, len(futures))
    return [
        _mutation(slug, sum(exercise.slug == slug for exercise, _ in work), passed[slug], known[slug])
        for slug in slugs
    ]


def _mutation(slug: str, mutants: int, passed: Sequence[str], known: Sequence[str]) -> Mutation:
    return Mutation(
        exercise=slug,
        mutants=mutants,
        explained=sum(change in known for change in passed),
        passed=tuple(change for change in passed if change not in known),
        stale=tuple(change for change in known if change not in passed),
    )


def _solution(exercise: Exercise) -> str:
    if not exercise.solution.is_file():
        raise CourseError(exercise.solution, "is missing: mistakes are made in a solution")
    return exercise.solution.read_text("utf-8")


def _job(exercise: Exercise, mutant: Mutant) -> Job:
    files = {f"{exercise.module}.py": mutant.source.encode()}
    return Job(exercise=exercise.slug, module=exercise.module, files=files)


def is_killed(run: RunResult) -> bool:
    """Whether a check refused the program. Raises InfrastructureError where the machine failed."""
    if run.status is not Status.GRADED:
        raise InfrastructureError(run.message)
    return any(check.outcome is not Outcome.PASSED for check in run.checks)


def _explained(exercise: Exercise) -> list[str]:
    file = exercise.hidden / "survivors.toml"
    return [explained.change for explained in load_survivors(file)] if file.is_file() else []


def load_survivors(file: Path) -> list[Explained]:
    """What a `survivors.toml` explains. Raises CourseError."""
    try:
        return read_toml(read_written(file), Survivors).survivors
    except UsageError as error:
        raise CourseError.of(file, error) from None
