"""Figures of a class, gathered row by row: what was solved, what went wrong most often, how hard and telling tasks are.

Pure, and one pass: a class of any size needs the memory of its exercises, not of its learners. The figures are floats;
they are shown to people and decide nothing. Laying them out is the business of `grader.reports.class_page`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt

from grader.causes import Diagnosis, Where
from grader.exercises import ExerciseInfo
from grader.gradebook import Entry, Row
from grader.language import Sentence
from grader.results import Outcome, RunResult, Status

BINS = 10
"""Columns of the distribution: each a tenth of all the points."""
MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Somebody whose task did not pass."""

    learner: str
    headline: Sentence
    where: Where | None
    source: str


@dataclass(slots=True, kw_only=True)
class DiagnosisFigures:
    """One diagnosis: those whose headlines are the same but for the values."""

    learners: int = 0
    examples: list[Example] = field(default_factory=list)

    def add(self, learner: str, diagnosis: Diagnosis) -> None:
        """Count a learner."""
        self.learners += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(
                Example(
                    learner=learner,
                    headline=diagnosis.headline,
                    where=diagnosis.where,
                    source=diagnosis.source,
                )
            )


@dataclass(slots=True, kw_only=True)
class Correlation:
    """Pearson's correlation of pairs that come one after the other."""

    count: int = 0
    _x: float = 0.0
    _y: float = 0.0
    _xx: float = 0.0
    _yy: float = 0.0
    _xy: float = 0.0

    def add(self, x: float, y: float) -> None:
        """Take a pair in. Kept as means and squares about them (Welford), so that nothing cancels out."""
        self.count += 1
        dx, dy = x - self._x, y - self._y
        self._x += dx / self.count
        self._y += dy / self.count
        self._xx += dx * (x - self._x)
        self._yy += dy * (y - self._y)
        self._xy += dx * (y - self._y)

    @property
    def value(self) -> float | None:
        """From -1 to 1; None where one of the two is always the same."""
        spread = sqrt(max(self._xx, 0.0)) * sqrt(max(self._yy, 0.0))
        return self._xy / spread if spread > 1e-9 else None


@dataclass(slots=True, kw_only=True)
class TaskFigures:
    """A task, over those whose exercise was graded."""

    graded: int = 0
    solved: int = 0
    _earned: float = 0.0
    _with_the_rest: Correlation = field(default_factory=Correlation)
    diagnoses: dict[str, DiagnosisFigures] = field(default_factory=dict)
    """By the headline, as a template."""

    def add(self, share: float, rest: float) -> None:
        """Count a learner: the share of the task's points that they earned, and what they earned elsewhere."""
        self.graded += 1
        self.solved += share == 1
        self._earned += share
        self._with_the_rest.add(share, rest)

    @property
    def share_solved(self) -> float | None:
        """From 0 to 1; None where nobody was graded."""
        return self.solved / self.graded if self.graded else None

    @property
    def difficulty(self) -> float | None:
        """The mean share of its points that was not earned: 0 is easy, 1 hard. One minus the classical p-value."""
        return 1 - self._earned / self.graded if self.graded else None

    @property
    def discrimination(self) -> float | None:
        """How well the task tells those who can from those who cannot: the corrected item-total correlation.

        That is the correlation of what was earned for this task with what the same learners earned for everything
        else (Nunnally, Psychometric Theory, 1978, ch. 8). None where it does not exist, as when everybody solved it.
        """
        return self._with_the_rest.value

    def commonest(self) -> list[DiagnosisFigures]:
        """The diagnoses, the most frequent first."""
        return sorted(self.diagnoses.values(), key=lambda one: -one.learners)


@dataclass(slots=True, kw_only=True)
class ExerciseFigures:
    """An exercise, over the class."""

    tasks: list[TaskFigures]
    statuses: dict[Status, int] = field(default_factory=dict)
    full: int = 0
    """So many have all the points, for good."""
    _points: float = 0.0

    @property
    def graded(self) -> int:
        """So many were graded."""
        return self.statuses.get(Status.GRADED, 0)

    @property
    def mean(self) -> float | None:
        """The mean of the points that count, of those who were graded."""
        return self._points / self.graded if self.graded else None

    def add(self, entry: Entry, total: float) -> None:
        """Count an entry of a learner who has `total` points, as they were judged."""
        run = entry.run
        self.statuses[run.status] = self.statuses.get(run.status, 0) + 1
        self.full += entry.is_full
        if run.status is not Status.GRADED:
            return
        self._points += float(entry.final or 0)
        for figures, task in zip(self.tasks, entry.score.tasks, strict=True):
            earned = float(task.points)
            figures.add(1.0 if task.solved else earned / float(task.max_points), total - earned)
        for task_number, diagnosis in first_diagnoses(run):
            known = self.tasks[task_number - 1].diagnoses
            known.setdefault(_kind(diagnosis), DiagnosisFigures()).add(entry.learner, diagnosis)


class ClassFigures:
    """The figures of a class; `add` its rows, one after the other."""

    def __init__(self, exercises: Iterable[ExerciseInfo]) -> None:
        self._worth = 0
        self.exercises: dict[str, ExerciseFigures] = {}
        """By slug."""
        for exercise in exercises:
            self._worth += exercise.points
            self.exercises[exercise.id] = ExerciseFigures(tasks=[TaskFigures() for _ in exercise.tasks])
        self.learners = 0
        self.nothing = 0
        """So many have handed nothing in."""
        self.bins = [0] * BINS
        """How many of the others have so many tenths of all the points; the last one holds those with all of them."""

    def add(self, row: Row) -> None:
        """Count a learner."""
        self.learners += 1
        total = float(row.automatic_total)
        for entry in row.entries:
            self.exercises[entry.exercise].add(entry, total)
        if all(entry.run.status is Status.MISSING and not entry.final for entry in row.entries):
            self.nothing += 1
        else:
            tenth = int(row.total * BINS / self._worth) if self._worth else 0
            self.bins[min(tenth, BINS - 1)] += 1


def first_diagnoses(run: RunResult) -> Iterator[tuple[int, Diagnosis]]:
    """(task, why its first check that did not pass did not): where a learner is told to begin."""
    seen: set[int] = set()
    for check in run.checks:
        if check.outcome is not Outcome.PASSED and check.task not in seen:
            seen.add(check.task)
            if check.diagnosis is not None:
                yield check.task, check.diagnosis


def _kind(diagnosis: Diagnosis) -> str:
    return f"{diagnosis.cause}: {diagnosis.headline.template}"
