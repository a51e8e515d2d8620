"""Run results to points, in exact fractions. Pure.

An exercise has points, its tasks share them equally, and the checks of a task share the task's. The denominator is
the spec's: it does not depend on what ran. Only a passed check earns points, and nothing handed in earns 0. A run
that the machine failed on, or that could not be taken, has no score at all, which is not a score of 0. Rounding is
the business of whoever renders a score.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from grader.exercises import ExerciseInfo
from grader.results import CheckResult, Outcome, RunResult, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points of one run."""

    points: Fraction | None
    """None where there is no verdict."""
    max_points: Fraction
    checks: tuple[CheckScore, ...] = ()
    """In the order of the run's checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckScore:
    """Points of one check."""

    points: Fraction
    max_points: Fraction


def score(exercise: ExerciseInfo, run: RunResult) -> Score:
    """The score of a run of `exercise`."""
    max_points = Fraction(exercise.points)
    if run.status in (Status.INFRASTRUCTURE_ERROR, Status.UNGRADABLE):
        return Score(points=None, max_points=max_points)
    in_task = Counter(check.task for check in run.checks)
    checks = tuple(
        _check_score(check, max_points / len(exercise.tasks) / in_task[check.task]) for check in run.checks
    )
    return Score(
        points=sum((check.points for check in checks), Fraction()), max_points=max_points, checks=checks
    )


def _check_score(check: CheckResult, worth: Fraction) -> CheckScore:
    return CheckScore(points=worth if check.outcome is Outcome.PASSED else Fraction(), max_points=worth)
