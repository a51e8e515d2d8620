"""Fills the points in a grading worksheet that was downloaded from Moodle: only in cells that it has, of people it has.

Nothing but the grade is changed, and the comment where the worksheet has a column for it. A row stays as it is where
its grade cannot be changed, where nobody knows whose it is, and where there is no score that counts for good; a notice
says so. Moodle itself takes points with a decimal point in whatever language it speaks, and comments as HTML, so what
a learner's program said is escaped. How a worksheet is read, and whose a row is, is `grader.reports.worksheet`.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.errors import UsageError
from grader.exercises import ExerciseInfo
from grader.explaining import cut, headline_of, task_title
from grader.gradebook import Entry, Gradebook, Row
from grader.language import Language, Words
from grader.reports.cases import storable
from grader.reports.csv import safe
from grader.reports.numbers import points_text
from grader.reports.open_checks import open_checks
from grader.reports.worksheet import Worksheet, owners, read
from grader.results import Status
from grader.written import Written

_LINE_END = "<br>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A worksheet with its grades."""

    text: str
    """To be written as UTF-8, its line ends as they are; it begins with a byte order mark if the worksheet did."""
    notices: tuple[str, ...] = ()
    """A line for each row that stays as it was, in their order, then for each learner who is in no row."""


def fill(
    book: Gradebook, worksheet: Written, exercise: str | None, language: Language = Language.ENGLISH
) -> Filled:
    """Fill in the points of an exercise, or of all of them together, scaled to the maximum of each row.

    Comments are in the language that the roster gives for a learner, else in `language`. Raises UsageError: one line
    that says what is wrong with the file, where, and what to do; or that there is no such exercise.
    """
    asked = _Asked.of(book, exercise)
    sheet = read(worksheet)
    rows = owners(sheet, book)
    notices = dict(rows.unclear)
    mine = {learner: place for place, learner in rows.learners.items()}
    homeless: list[str] = []
    for row in book.rows():
        place = mine.get(row.learner)
        if place is not None:
            kept = _fill_row(sheet, place, asked.of_row(row), language)
            if kept:
                notices[place] = kept
        elif row.learner not in rows.mentioned and not asked.of_row(row).nothing:
            homeless.append(f"{worksheet.name}: {row.learner!r} has points, but no row")
    told = (f"{sheet.where(place)}: left as it was: {notices[place]}" for place in sorted(notices))
    return Filled(text=sheet.text(), notices=(*told, *homeless))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """What counts of a learner's entries of those that are asked for."""

    row: Row
    pairs: tuple[tuple[ExerciseInfo, Entry], ...]
    most: Fraction
    book: Gradebook

    @property
    def nothing(self) -> bool:
        return all(entry.run.status is Status.MISSING and entry.override is None for _, entry in self.pairs)

    @property
    def obstacle(self) -> str:
        """Why there are no points that count for good; empty where there are."""
        if self.nothing:
            return f"{self.row.learner!r} has handed nothing in"
        waiting = [entry.exercise for _, entry in self.pairs if entry.provisional]
        if waiting:
            return f"the score of {self.row.learner!r} is provisional, a person must look at {', '.join(waiting)}"
        unscored = [entry.exercise for _, entry in self.pairs if entry.final is None]
        return f"{self.row.learner!r} has no score for {', '.join(unscored)}" if unscored else ""

    @property
    def points(self) -> Fraction:
        return sum((entry.final or Fraction() for _, entry in self.pairs), Fraction())

    def comment(self, language: Language) -> str:
        """A line of HTML for each open task."""
        person = self.row.person
        chosen = Language(person.language) if person is not None and person.language else language
        lines = [
            f"{info.id}: {line}" if len(self.pairs) > 1 else line
            for info, entry in self.pairs
            for line in _open_tasks(entry, self.book.words(chosen, info.id))
        ]
        return _LINE_END.join(_as_html(line) for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The exercises whose points are wanted, by their places."""

    places: Sequence[int]
    most: Fraction
    book: Gradebook

    @classmethod
    def of(cls, book: Gradebook, exercise: str | None) -> _Asked:
        places = [n for n, info in enumerate(book.exercises) if exercise in (None, info.id)]
        if not places:
            known = ", ".join(info.id for info in book.exercises)
            raise UsageError(f"there is no exercise {exercise!r} in the results; there are {known}")
        most = sum((Fraction(book.exercises[place].points) for place in places), Fraction())
        return cls(places=places, most=most, book=book)

    def of_row(self, row: Row) -> _Account:
        pairs = tuple((self.book.exercises[place], row.entries[place]) for place in self.places)
        return _Account(row=row, pairs=pairs, most=self.most, book=self.book)


def _fill_row(sheet: Worksheet, place: int, account: _Account, language: Language) -> str:
    """Fill a row in, or say why it stays as it is."""
    if sheet.is_locked(place):
        return f"the grade of {account.row.learner!r} cannot be changed in Moodle"
    if account.obstacle:
        return account.obstacle
    grade = points_text(account.points * sheet.maximum(place) / account.most)
    sheet.fill(place, grade, safe(account.comment(language)))
    return ""


def _open_tasks(entry: Entry, words: Words) -> Iterator[str]:
    found = open_checks(entry)
    for check in found.told:
        headline = cut(" ".join(headline_of(check, words).split()))
        yield headline if check is found.of_file else task_title(check.task, headline, words)


def _as_html(line: str) -> str:
    return html.escape(storable(line), quote=False)
