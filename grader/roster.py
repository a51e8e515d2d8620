"""Who belongs to a class: `roster.csv`, checked, and which of them a submission is from.

    id,name,email,section,group,language,extension
    s1001,李雷,lilei@example.edu,A,3,zh,03_send=2026-10-08

Only `id` must be there; columns may stand in any order, and others are let be. An extension is a date for all
exercises, or `exercise=date` separated by semicolons. The late policy itself is `grader.policy`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from grader.errors import UsageError
from grader.policy import YEARS
from grader.tables import Row, read_table
from grader.written import Written

ALL = "*"
"""Stands for every exercise in a learner's extensions."""
_TEXTS = ("id", "name", "email", "section", "group")
_KNOWN = (*_TEXTS, "language", "extension")
_LANGUAGES = ("", "en", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row of the roster."""

    id: str
    """As the learning platform knows them: Canvas calls it the SIS id."""
    name: str = ""
    email: str = ""
    section: str = ""
    group: str = ""
    language: str = ""
    """`en` or `zh`; empty where it is not said."""
    extensions: Mapping[str, date] = field(default_factory=dict)
    """Due dates of their own, by exercise, or under `ALL`."""

    @property
    def names(self) -> Iterator[str]:
        """What their folder or zip may be called."""
        yield from filter(None, (self.id, self.name, self.email, self.email.partition("@")[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Which learner is which person, and who is left over on either side."""

    people: Mapping[str, Person]
    """By learner."""
    without_submission: tuple[Person, ...]
    without_person: tuple[str, ...]
    """Learners whom nobody on the roster is, or more than one person may be."""


def roster_of(written: Written, exercises: Collection[str]) -> tuple[Person, ...]:
    """The people of a roster, in its order. Raises UsageError: one line that names file, line and column."""
    people: dict[str, Person] = {}
    for row in read_table(written, ("id",), _KNOWN[1:]):
        person = _person(row, exercises)
        if person.id in people:
            raise UsageError(f"{row.where}: the id {person.id!r} stands there twice")
        people[person.id] = person
    return tuple(people.values())


def match(people: Iterable[Person], learners: Iterable[str]) -> Matching:
    """Find the person of each learner: by id first, then by email, then by a name that only one person has.

    Letters count as the same in either case, and however they are composed.
    """
    everybody, found = tuple(people), dict[str, Person]()
    known = _by_name(everybody)
    learners = tuple(learners)
    for learner in learners:
        candidates = known.get(folded(learner), ())
        if len(candidates) == 1:
            found[learner] = candidates[0]
    taken = Counter(person.id for person in found.values())
    found = {learner: person for learner, person in found.items() if taken[person.id] == 1}
    matched = {person.id for person in found.values()}
    return Matching(
        people=found,
        without_submission=tuple(person for person in everybody if person.id not in matched),
        without_person=tuple(learner for learner in learners if learner not in found),
    )


def _by_name(people: Iterable[Person]) -> dict[str, tuple[Person, ...]]:
    """Everybody whom a name may mean; where it is somebody's id, that one alone."""
    known: dict[str, tuple[Person, ...]] = {}
    for person in people:
        for name in {folded(name) for name in person.names}:
            known[name] = (*known.get(name, ()), person)
    return known | {folded(person.id): (person,) for person in people}


def folded(name: str) -> str:
    """A name as it is compared: in either case, however it is composed."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _person(row: Row, exercises: Collection[str]) -> Person:
    if not row.cells["id"]:
        raise UsageError(f"{row.where}: column `id`: is empty")
    language = row.cells["language"].lower()
    if language not in _LANGUAGES:
        raise UsageError(f"{row.where}: column `language`: {language!r} is neither `en` nor `zh`")
    texts = {name: row.cells[name] for name in _TEXTS}
    extensions = dict(_extensions(row.cells["extension"], row.where, exercises))
    return Person(**texts, language=language, extensions=extensions)


def _extensions(cell: str, where: str, exercises: Collection[str]) -> Iterator[tuple[str, date]]:
    for part in filter(None, map(str.strip, cell.split(";"))):
        slug, equals, written = part.rpartition("=")
        slug = slug.strip() if equals else ALL
        if slug != ALL and slug not in exercises:
            raise UsageError(f"{where}: column `extension`: there is no exercise {slug!r}")
        yield slug, _date(written.strip(), where)


def _date(written: str, where: str) -> date:
    try:
        when = (
            date.fromisoformat(written)
            if len(written) == len("2026-10-08")
            else datetime.fromisoformat(written)
        )
        if when.year not in YEARS:
            raise ValueError
        return when
    except ValueError:
        raise UsageError(
            f"{where}: column `extension`: {written!r} is no date: write 2026-10-08 or 2026-10-08T23:59"
        ) from None
