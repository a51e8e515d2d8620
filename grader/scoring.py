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
    provisional: bool = False
    """Whether a person must look at the run before its points count."""

    @property
    def is_full(self) -> bool:
        """Whether all the points were earned, and count."""
        return self.points == self.max_points and not self.provisional


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
        points=sum((check.points for check in checks), Fraction()),
        max_points=max_points,
        checks=checks,
        provisional=run.flagged,
    )


def _check_score(check: CheckResult, worth: Fraction) -> CheckScore:
    return CheckScore(points=worth if check.outcome is Outcome.PASSED else Fraction(), max_points=worth)
