"""What finally counts: a gradebook as it was judged, with a course's rules of time, its roster and its overrides. Pure.

The rules themselves are read in `grader.policy`, `grader.roster` and `grader.overrides`. A due date of a learner's own
may stand in course.toml, under the learner's name or id, and in the roster; where there are several, the latest counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import overload

from grader.exercises import ExerciseInfo
from grader.gradebook import Entry, Gradebook
from grader.lateness import Lateness, lateness_of
from grader.overrides import Overrides, overrides_of
from grader.policy import Policy, aware, policy_of
from grader.results import Status
from grader.roster import ALL, Matching, Person, match, roster_of
from grader.written import Written

_NO_TIMES: Mapping[str, datetime] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTexts:
    """The files of a course's rules, as they were written. results.json keeps them."""

    policy: Written | None = None
    roster: Written | None = None
    overrides: Written | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a course says beside its specs. Without any, what was judged counts."""

    policy: Policy | None = None
    people: tuple[Person, ...] | None = None
    overrides: Overrides = field(default_factory=dict)
    texts: RuleTexts = RuleTexts()
    """What they were read from."""


NO_RULES = Rules()


def rules_of(
    texts: RuleTexts,
    exercises: Iterable[ExerciseInfo],
    learners: Collection[str],
    not_graded: Collection[str] = (),
) -> Rules:
    """What the files say of these exercises; of those that were `not_graded` they may say something, too.

    Raises UsageError, one line that names the file and the line or field.
    """
    worth = {exercise.id: Fraction(exercise.points) for exercise in exercises}
    slugs = {*worth, *not_graded}
    people = roster_of(texts.roster, slugs) if texts.roster else None
    absent = match(people or (), learners).without_submission
    named = {*learners, *(name for person in absent for name in person.names)}
    return Rules(
        policy=policy_of(texts.policy, slugs) if texts.policy else None,
        people=people,
        overrides=overrides_of(texts.overrides, worth, named, not_graded) if texts.overrides else {},
        texts=texts,
    )


def settle(book: Gradebook, rules: Rules) -> Gradebook:
    """The gradebook with the rules in force, in place of those that were."""
    roster = None if rules.people is None else match(rules.people, book.learners)
    policy = None if rules.policy is None else _with_extensions(rules.policy, book, roster)
    judged = book.table.judged if isinstance(book.table, _Settled) else book.table
    settles = policy is not None or rules.overrides
    table = _Settled(judged, policy, rules.overrides) if settles else judged
    return replace(book, table=table, roster=roster)


class _Settled(Sequence[tuple[Entry, ...]]):
    """A table whose rows are settled when they are asked for: a large one is never held as a whole."""

    def __init__(
        self, table: Sequence[tuple[Entry, ...]], policy: Policy | None, overrides: Overrides
    ) -> None:
        self.judged, self._policy, self._overrides = table, policy, overrides

    def __len__(self) -> int:
        return len(self.judged)

    @overload
    def __getitem__(self, place: int) -> tuple[Entry, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[Entry, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[Entry, ...] | Sequence[tuple[Entry, ...]]:
        if isinstance(place, slice):
            return _Settled(self.judged[place], self._policy, self._overrides)
        return tuple(_row(self.judged[place], self._policy, self._overrides))


def without_effect(book: Gradebook, rules: Rules) -> Iterator[str]:
    """What the rules say, in words, of somebody who handed nothing in, or is misspelt."""
    known = {*book.learners, *(person.id for person in rules.people or ())}
    for name in rules.policy.extensions if rules.policy else ():
        if name not in known and rules.texts.policy:
            yield f"{rules.texts.policy.name} gives an extension to {name!r}, who is nobody of this class"
    for name in dict.fromkeys(learner for learner, _ in rules.overrides):
        if name not in book.learners and rules.texts.overrides:
            yield f"{rules.texts.overrides.name} sets points of {name!r}, who handed nothing in here"


def _row(row: tuple[Entry, ...], policy: Policy | None, overrides: Overrides) -> Iterator[Entry]:
    late = _lateness(row, policy, overrides)
    for entry in row:
        settled = late.get(entry.exercise), overrides.get((entry.learner, entry.exercise))
        same = settled == (entry.lateness, entry.override)
        yield entry if same else replace(entry, lateness=settled[0], override=settled[1])


def _lateness(row: Iterable[Entry], policy: Policy | None, overrides: Overrides) -> Mapping[str, Lateness]:
    """By exercise. Nobody spends a late day on a submission whose points a person has set."""
    graded = [entry for entry in row if entry.run.status is Status.GRADED]
    if policy is None or not graded:
        return {}
    earned = [
        entry.exercise
        for entry in graded
        if entry.score.points and (entry.learner, entry.exercise) not in overrides
    ]
    submitted = {entry.exercise: entry.submitted.at for entry in graded}
    return lateness_of(graded[0].learner, submitted, earned, policy)


def _with_extensions(policy: Policy, book: Gradebook, roster: Matching | None) -> Policy:
    """The policy with every due date of a learner's own under the learner's name."""
    extensions = {learner: _own(learner, policy, roster) for learner in book.learners}
    return replace(policy, extensions={learner: own for learner, own in extensions.items() if own})


def _own(learner: str, policy: Policy, roster: Matching | None) -> dict[str, datetime]:
    person = roster.people.get(learner) if roster is not None else None
    dates = list(policy.extensions.get(learner, _NO_TIMES).items())
    if person is not None:
        dates += policy.extensions.get(person.id, _NO_TIMES).items() if person.id != learner else ()
        for slug, when in person.extensions.items():
            dates += [(each, aware(when, policy.zone)) for each in (policy.due if slug == ALL else (slug,))]
    latest: dict[str, datetime] = {}
    for slug, moment in dates:
        latest[slug] = max(latest.get(slug, moment), moment, key=_instant)
    return latest


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)  # two times of one zone would be compared by its clocks
