"""A grading worksheet of Moodle: which column is which, whose row is whose, and its text with some cells changed.

The columns go by their English names, in whatever order they stand; others are let be. What is filled in is the
business of `grader.reports.moodle`.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.reports.csv import plain
from grader.roster import folded
from grader.written import Written

ID_NUMBER, EMAIL, NAME, IDENTIFIER = "ID number", "Email address", "Full name", "Identifier"
GRADE, MAXIMUM, CHANGEABLE, COMMENTS = "Grade", "Maximum Grade", "Grade can be changed", "Feedback comments"
WHO = (ID_NUMBER, EMAIL, NAME, IDENTIFIER)
"""The columns that tell whose a row is, the surest first."""
_MARK = "\ufeff"
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_PARTICIPANT = re.compile(r"participant[ _]*([0-9]+)")
# Moodle calls the folders of a download after the person, the number of the participant, and the plugin.
_FOLDER = re.compile(r"(?P<name>.*)_(?P<number>[0-9]+)_assignsubmission_.*", re.DOTALL)
_AGAIN = "download the grading worksheet from Moodle again, with Moodle set to English"


class Worksheet:
    """A worksheet in memory. Rows go by their place, from 0 on, the header not counted."""

    def __init__(self, written: Written, rows: list[list[str]], lines: list[int]) -> None:
        self._name, self._text = written.name, written.text
        self._header, self._rows, self._lines = rows[0], rows[1:], lines[1:]
        self._columns = {folded(name): column for column, name in reversed([*enumerate(self._header)])}

    @property
    def places(self) -> Iterator[int]:
        """Of all rows that are not blank."""
        return (place for place, row in enumerate(self._rows) if row)

    def has(self, column: str) -> bool:
        """Whether there is a column of that name."""
        return folded(column) in self._columns

    def cell(self, place: int, column: str) -> str:
        """A cell without the space around it; empty where there is no such column."""
        return self._rows[place][self._columns[folded(column)]].strip() if self.has(column) else ""

    def where(self, place: int) -> str:
        """The file and the line in which a row ends."""
        return f"{self._name}: line {self._lines[place]}"

    def is_locked(self, place: int) -> bool:
        """Whether Moodle would not take another grade."""
        return folded(self.cell(place, CHANGEABLE)) == "no"

    def maximum(self, place: int) -> Fraction:
        """The points that a row is graded out of. Raises UsageError where there is no such number."""
        text = self.cell(place, MAXIMUM)
        maximum = Fraction(text.replace(",", ".")) if _NUMBER.fullmatch(text) else Fraction()
        if not maximum:
            raise UsageError(
                f"{self.where(place)}: column `{MAXIMUM}`: {text!r} is no number of points; let the assignment be "
                f"graded by points in Moodle, and download its worksheet again"
            )
        return maximum

    def fill(self, place: int, grade: str, comment: str) -> None:
        """Set the grade of a row, and its comment where there is a column for it."""
        row = self._rows[place]
        row[self._columns[folded(GRADE)]] = grade
        if self.has(COMMENTS):
            row[self._columns[folded(COMMENTS)]] = comment

    def text(self) -> str:
        """The worksheet as CSV, with the line ends and the byte order mark that it came with."""
        text = io.StringIO()
        end = "\r\n" if self._text.partition("\n")[0].endswith("\r") else "\n"
        # Python's writer leaves a lone carriage return in a cell unquoted where it ends no line itself.
        quoting: Literal[0, 1] = csv.QUOTE_ALL if end == "\n" and "\r" in self._text else csv.QUOTE_MINIMAL
        csv.writer(text, lineterminator=end, quoting=quoting).writerows([self._header, *self._rows])
        return (_MARK if self._text.startswith(_MARK) else "") + text.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Whose the rows of a worksheet are."""

    learners: Mapping[int, str]
    """By the place of the row; no learner is there twice."""
    unclear: Mapping[int, str]
    """By the place of every other row: why it is nobody's."""
    mentioned: frozenset[str]
    """Learners whom at least one row may mean."""


def read(written: Written) -> Worksheet:
    """Read a worksheet. Raises UsageError, one line that names the file, the line and the column."""
    reader = csv.reader(io.StringIO(written.text.removeprefix(_MARK), newline=""), strict=True)
    rows, lines = [], []
    try:
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num)
            _check_width(row, rows[0], f"{written.name}: line {reader.line_num}")
    except csv.Error as error:
        raise UsageError(f"{written.name}: line {reader.line_num}: is not CSV: {error}; {_AGAIN}") from None
    sheet = Worksheet(written, rows or [[]], lines or [1])
    _check_header(sheet, Counter(map(folded, rows[0] if rows else ())), f"{written.name}: line 1")
    return sheet


def _check_header(sheet: Worksheet, names: Mapping[str, int], where: str) -> None:
    for column in (GRADE, MAXIMUM):
        if not sheet.has(column):
            raise UsageError(f"{where}: there is no column `{column}`; {_AGAIN} and graded by points")
    if not any(map(sheet.has, WHO)):
        columns = ", ".join(f"`{column}`" for column in WHO)
        raise UsageError(
            f"{where}: none of the columns {columns} is there, which tell who a row is; {_AGAIN}"
        )
    for column in (*WHO, GRADE, MAXIMUM, CHANGEABLE, COMMENTS):
        if names.get(folded(column), 0) > 1:
            raise UsageError(f"{where}: the column `{column}` is there twice; {_AGAIN}")


def _check_width(row: list[str], header: list[str], where: str) -> None:
    if not row or len(row) == len(header):
        return
    if len(row) < len(header):
        raise UsageError(f"{where}: column `{header[len(row)]}`: has no cell in this row; {_AGAIN}")
    raise UsageError(f"{where}: has more cells than there are columns, after `{header[-1]}`; {_AGAIN}")


def owners(sheet: Worksheet, book: Gradebook) -> Owners:
    """Find whose each row is: by the first of the columns in WHO that means exactly one person."""
    known = _Known(book)
    found = {place: known.owner(sheet, place) for place in sheet.places}
    times = Counter(owner for owner in found.values() if owner is not None)
    learners, unclear = dict[int, str](), dict[int, str]()
    for place, owner in found.items():
        learner = known.learners[owner] if owner is not None else None
        if owner is None:
            unclear[place] = f"no learner, or more than one, is meant by {_said(sheet, place)}"
        elif times[owner] > 1:
            unclear[place] = f"{times[owner]} rows are meant by the same person, {_said(sheet, place)}"
        elif learner is None:
            unclear[place] = f"nothing was handed in by {_said(sheet, place)}"
        else:
            learners[place] = learner
    mentioned = frozenset(learner for owner in times if (learner := known.learners[owner]) is not None)
    return Owners(learners=learners, unclear=unclear, mentioned=mentioned)


class _Known:
    """Everybody of a class by all their names: the learners, and those of the roster who handed nothing in.

    Those are known too, so that a row of theirs is not taken for somebody else's of the same name.
    """

    def __init__(self, book: Gradebook) -> None:
        roster = book.roster
        absent = roster.without_submission if roster else ()
        self.learners: list[str | None] = [*book.learners, *[None] * len(absent)]
        """The learner whom a number stands for; None for somebody who handed nothing in."""
        people = [roster.people.get(learner) if roster else None for learner in book.learners]
        self._names: dict[str, set[int]] = {}
        for number, (learner, person) in enumerate(zip(self.learners, [*people, *absent], strict=True)):
            self._add(number, _names_of(learner) if learner is not None else ())
            self._add(number, person.names if person else ())
        ids: dict[str, set[int]] = {}
        for number, person in enumerate([*people, *absent]):
            if person:
                ids.setdefault(_key(person.id), set()).add(number)
        self._names |= ids  # an id means that person alone, whatever others are called

    def owner(self, sheet: Worksheet, place: int) -> int | None:
        """The number of the one person whom a row means."""
        for name in _names_in(sheet, place):
            for text in (name, plain(name)):
                numbers = self._names.get(_key(text), set())
                if len(numbers) == 1:
                    return next(iter(numbers))
        return None

    def _add(self, number: int, names: Iterable[str]) -> None:
        for name in names:
            self._names.setdefault(_key(name), set()).add(number)


def _names_of(learner: str) -> Iterator[str]:
    yield learner
    parts = _FOLDER.fullmatch(learner)
    if parts:
        yield from (parts["name"], f"participant {parts['number']}")


def _names_in(sheet: Worksheet, place: int) -> Iterator[str]:
    cells = {column: sheet.cell(place, column) for column in WHO}
    yield from filter(None, cells.values())
    if cells[EMAIL]:
        yield cells[EMAIL].partition("@")[0]
    participant = _PARTICIPANT.fullmatch(folded(cells[IDENTIFIER]))
    # A bare number may be anybody's id number, so it counts only where a row, being anonymous, has nothing else.
    if participant and not any(cells[column] for column in (ID_NUMBER, EMAIL, NAME)):
        yield participant[1]


def _said(sheet: Worksheet, place: int) -> str:
    cells = [sheet.cell(place, column) for column in WHO]
    return ", ".join(repr(cell) for cell in cells if cell) or "empty cells"


def _key(name: str) -> str:
    """What two names have in common that mean the same."""
    known = folded(name)
    participant = _PARTICIPANT.fullmatch(known)
    return f"participant {participant[1]}" if participant else known
