"""Learners × exercises: every run with its score, what finally counts of it, and the totals. Pure.

A score becomes final in three steps, all of them exact: what was judged (`score`), what is left of it by its time
(`after_lateness`), and what a person has set in its place (`override`), which wins. The steps are taken in
`grader.settlement`; how a gradebook is written down is the business of `grader.reports`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain

from grader.exercises import ExerciseInfo
from grader.language import Entry as Translation
from grader.language import Language, Sentence, Words, with_own_words
from grader.lateness import Lateness
from grader.overrides import Override
from grader.results import RunResult, Status
from grader.roster import Matching, Person
from grader.scoring import Score
from grader.submission_times import UNKNOWN, Submitted


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One learner's run of one exercise."""

    learner: str
    exercise: str
    digest: str | None
    """Of the files that were judged; None where there were none."""
    run: RunResult
    score: Score
    """What was judged, before anything else is asked."""
    submitted: Submitted = UNKNOWN
    lateness: Lateness | None = None
    """None where the course asks nothing of time, or there is nothing to be late."""
    override: Override | None = None

    @property
    def after_lateness(self) -> Fraction | None:
        """What is left of the points by the time of the submission."""
        points = self.score.points
        return points if points is None or self.lateness is None else points * self.lateness.factor

    @property
    def final(self) -> Fraction | None:
        """The points that count; None where there is no verdict and nobody has set any."""
        return self.after_lateness if self.override is None else self.override.points

    @property
    def differs(self) -> bool:
        """Whether other points count than were judged."""
        return self.final != self.score.points

    @property
    def outdated(self) -> bool:
        """Whether a person has set the points for another submission than this one."""
        return self.override is not None and self.override.is_outdated(self.digest)

    @property
    def time_unknown(self) -> bool:
        """Whether nobody knows if it was late, and nobody has set its points."""
        return self.override is None and self.lateness is not None and self.lateness.unknown

    @property
    def late(self) -> Sentence | None:
        """What is to be said of its time. Where a person has set the points, it has taken none of them."""
        if self.lateness is None:
            return None
        return self.lateness.why if self.override is None else self.lateness.fact

    @property
    def provisional(self) -> bool:
        """Whether a person must look before the points count.

        A flagged run stays so however late it was, until a person has set its points: that is what looking ends
        with. If the submission has changed since, they must look again.
        """
        return self.outdated or self.time_unknown or (self.score.provisional and self.override is None)

    @property
    def is_full(self) -> bool:
        """Whether all the points count, for good."""
        return self.final == self.score.max_points and not self.provisional


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All of one learner's entries, in the order of the exercises."""

    learner: str
    entries: tuple[Entry, ...]
    person: Person | None = None
    """Who the learner is, where a roster says so."""

    @property
    def total(self) -> Fraction:
        """The sum of the points that count; an entry without any adds none."""
        return sum((entry.final or Fraction() for entry in self.entries), Fraction())

    @property
    def automatic_total(self) -> Fraction:
        """The sum of the points as they were judged."""
        return sum((entry.score.points or Fraction() for entry in self.entries), Fraction())

    @property
    def unscored(self) -> int:
        """How many entries have no score, so that the total may still change."""
        return sum(entry.final is None for entry in self.entries)

    @property
    def provisional(self) -> int:
        """How many scores a person must look at before they count."""
        return sum(entry.provisional for entry in self.entries)


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """Every learner, every exercise that was asked for, and an entry for each pair.

    A large class is read from its file row by row: go through `rows` once, and keep nothing that you need not.
    """

    exercises: tuple[ExerciseInfo, ...]
    learners: tuple[str, ...]
    """Sorted."""
    table: Sequence[tuple[Entry, ...]]
    """For each of the learners, an entry for each of the exercises; it may be read from a file as it is asked for."""
    roster: Matching | None = None
    """Who the learners are, where a roster was given."""
    chinese: Mapping[str, tuple[Translation, ...]] = field(default_factory=dict)
    """By exercise: how that which its spec says is said in Chinese."""

    @cached_property
    def _words(self) -> dict[tuple[Language, str], Words]:
        return {}

    def words(self, language: Language, exercise: str) -> Words:
        """The words of a language for the grader's own sentences, and for those that the exercise's spec says."""
        key = language, exercise
        if key not in self._words:
            translations = self.chinese.get(exercise, ()) if language is Language.CHINESE else ()
            self._words[key] = with_own_words(language, *translations)
        return self._words[key]

    @cached_property
    def _place(self) -> dict[str, int]:
        return {learner: place for place, learner in enumerate(self.learners)}

    def row(self, learner: str) -> Row:
        """A learner's entries. Raises KeyError for somebody who is not in the class."""
        person = self.roster.people.get(learner) if self.roster else None
        return Row(learner=learner, entries=self.table[self._place[learner]], person=person)

    def rows(self) -> Iterator[Row]:
        """The rows of all learners, one after the other."""
        return map(self.row, self.learners)

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, by learner, then in the order of the exercises."""
        return chain.from_iterable(self.table)

    @property
    def max_points(self) -> Fraction:
        """What all the exercises together are worth."""
        return sum((Fraction(exercise.points) for exercise in self.exercises), Fraction())

    def count(self, status: Status) -> int:
        """How many entries have a status."""
        return sum(entry.run.status is status for entry in self.entries)
