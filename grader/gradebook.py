"""Learners × exercises: every run with its score, and the totals. Pure.

How a gradebook is written down is the business of `grader.reports`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from grader.exercises import ExerciseInfo
from grader.results import RunResult, Status
from grader.scoring import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One learner's run of one exercise."""

    learner: str
    exercise: str
    digest: str | None
    """Of the files that were judged; None where there were none."""
    run: RunResult
    score: Score


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """Every learner, every exercise that was asked for, and an entry for each pair."""

    exercises: tuple[ExerciseInfo, ...]
    learners: tuple[str, ...]
    entries: tuple[Entry, ...]
    """Sorted by learner, then in the order of the exercises."""

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], Entry]:
        return {(entry.learner, entry.exercise): entry for entry in self.entries}

    def row(self, learner: str) -> Iterator[Entry]:
        """A learner's entries, in the order of the exercises."""
        return (self._by_pair[learner, exercise.id] for exercise in self.exercises)

    def total(self, learner: str) -> Fraction:
        """The sum of a learner's points; an entry without a score adds none."""
        return sum((entry.score.points or Fraction() for entry in self.row(learner)), Fraction())

    def unscored(self, learner: str) -> int:
        """How many of a learner's entries have no score, so that the total may still change."""
        return sum(entry.score.points is None for entry in self.row(learner))

    def provisional(self, learner: str) -> int:
        """How many of a learner's scores a person must look at before they count."""
        return sum(entry.score.provisional for entry in self.row(learner))

    @property
    def max_points(self) -> Fraction:
        """What all the exercises together are worth."""
        return sum((Fraction(exercise.points) for exercise in self.exercises), Fraction())

    def count(self, status: Status) -> int:
        """How many entries have a status."""
        return sum(entry.run.status is status for entry in self.entries)
