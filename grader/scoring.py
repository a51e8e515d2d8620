"""Run results to points, in exact fractions. Pure.

An exercise has points, its tasks share them equally, and the checks of a task share the task's. The denominator is
the spec's: it does not depend on what ran. Only a passed check earns points, and nothing handed in earns 0. A run
that the machine failed on, or that could not be taken, has no score at all, which is not a score of 0. Rounding is
the business of whoever renders a score.

A flagged run keeps the points that it was found to earn, but they are provisional until a person has looked: whoever
renders them says so, and does not count them as complete. Nothing is taken off, for a flag is no proof and a wrong one
would cost an honest learner; and nothing is given for good, for then a right one would cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from grader.exercises import ExerciseInfo
from grader.results import Outcome, RunResult, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points of one run."""

    points: Fraction | None
    """None where there is no verdict."""
    max_points: Fraction
    tasks: tuple[TaskScore, ...] = ()
    """In the order of the exercise's tasks; empty where there is no verdict."""
    provisional: bool = False
    """Whether a person must look at the run before its points count."""

    @property
    def is_full(self) -> bool:
        """Whether all the points were earned, and count."""
        return self.points == self.max_points and not self.provisional


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskScore:
    """Points of one task."""

    points: Fraction
    max_points: Fraction
    passed: int
    checks: int
    """How many checks the task has; each is worth the same share of its points."""

    @property
    def solved(self) -> bool:
        """Whether every check passed."""
        return self.passed == self.checks > 0

    def __hash__(self) -> int:
        """Of the counts alone: fractions are slow to hash, and reports look tasks up often."""
        return hash((self.passed, self.checks))


def score(exercise: ExerciseInfo, run: RunResult) -> Score:
    """The score of a run of `exercise`."""
    max_points = Fraction(exercise.points)
    if run.status in (Status.INFRASTRUCTURE_ERROR, Status.UNGRADABLE):
        return Score(points=None, max_points=max_points)
    checks, passed = [0] * len(exercise.tasks), [0] * len(exercise.tasks)
    wanted = Outcome.PASSED  # looked up once: a class has ten million checks
    for check in run.checks:
        place = check.task - 1
        checks[place] += 1
        if check.outcome is wanted:
            passed[place] += 1
    points, tasks = _points(exercise.points, tuple(zip(passed, checks, strict=True)))
    return Score(points=points, max_points=max_points, tasks=tasks, provisional=run.flagged)


@lru_cache(maxsize=4096)
def _points(worth: int, counts: tuple[tuple[int, int], ...]) -> tuple[Fraction, tuple[TaskScore, ...]]:
    """The points of an exercise by (passed, all) checks of its tasks: a class has few different ones."""
    share = Fraction(worth, len(counts))
    tasks = tuple(
        TaskScore(
            points=share * Fraction(passed, checks) if checks else Fraction(),
            max_points=share,
            passed=passed,
            checks=checks,
        )
        for passed, checks in counts
    )
    return sum((task.points for task in tasks), Fraction()), tasks
