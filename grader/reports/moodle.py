"""Fills in a grading worksheet that was downloaded from Moodle: *Assignment*, *Download grading worksheet*.

The worksheet is Moodle's, and goes back to it: every row, column and cell stays as it is, but for `Grade`. Whose row it
is, is told by `ID number`, `Email address`, `Full name` or `Identifier`, in this order, compared with the roster and
with the names of the learners. A grade is scaled to the row's `Maximum Grade`, exactly, and then rounded. Scores that a
person must look at first, and those that are not there, leave their row untouched. (Moodle docs, "Assignment settings",
offline grading worksheet)
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from grader.errors import UsageError
from grader.gradebook import Gradebook, Row
from grader.reports.numbers import points_text
from grader.results import Status
from grader.roster import folded
from grader.written import Written

_WHO = ("ID number", "Email address", "Full name", "Identifier")
_GRADE, _MOST, _OPEN = "Grade", "Maximum Grade", "Grade can be changed"
_HOW = "download the grading worksheet of the assignment from Moodle, and give it as it is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A worksheet with its grades, and what was left as it was."""

    text: str
    notices: tuple[str, ...]
    """A line for each row, and each learner, that got no grade."""


def fill(book: Gradebook, worksheet: Written, exercise: str | None = None) -> Filled:
    """The worksheet with the points of `exercise`, or with the totals.

    Raises UsageError, one line that names the file, the line and the column, for a file that is no worksheet.
    """
    rows = _rows(worksheet)
    header = next(rows)[1]
    known, notices, used = _learners(book), list[str](), set[str]()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for line, cells in rows:
        named = dict(zip(header, cells, strict=True))
        row = _whose(named, known)
        if row is None:
            notices.append(f"line {line}: {_shown(named)} is nobody of this class")
        else:
            used.add(row.learner)
            reason = _why_not(row, exercise, named)
            if reason:
                notices.append(f"line {line}: {row.learner} {reason}")
            else:
                cells[header.index(_GRADE)] = _grade(
                    book, row, exercise, f"{worksheet.name}: line {line}", named
                )
        writer.writerow(cells)
    notices += [f"{learner} has no row in the worksheet" for learner in book.learners if learner not in used]
    return Filled(text=text.getvalue(), notices=tuple(notices))


def _rows(worksheet: Written) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of the header and of each row, all of one length."""
    reader = csv.reader(io.StringIO(worksheet.text, newline=""), strict=True)
    width = 0
    try:
        for cells in reader:
            if width == 0:
                _check(worksheet.name, cells)
                width = len(cells)
            if len(cells) != width:
                raise UsageError(
                    f"{worksheet.name}: line {reader.line_num}: has {len(cells)} cells for {width} columns; {_HOW}"
                )
            yield reader.line_num, cells
    except csv.Error as error:
        raise UsageError(f"{worksheet.name}: line {reader.line_num}: is not CSV: {error}; {_HOW}") from None
    if width == 0:
        raise UsageError(f"{worksheet.name}: is empty; {_HOW}")


def _check(name: str, header: list[str]) -> None:
    if _GRADE not in header:
        raise UsageError(f"{name}: line 1: there is no column `{_GRADE}`; {_HOW}")
    if not set(_WHO) & set(header):
        raise UsageError(f"{name}: line 1: there is none of the columns {', '.join(_WHO)}; {_HOW}")
    if len(set(header)) != len(header):
        raise UsageError(f"{name}: line 1: a column stands there twice; {_HOW}")


def _learners(book: Gradebook) -> Mapping[str, Row]:
    """Rows by every name that is nobody else's."""
    found: dict[str, Row | None] = {}
    for row in book.rows():
        names = {row.learner, *(row.person.names if row.person else ())}
        for name in {folded(name) for name in names}:
            found[name] = None if name in found else row
    return {name: row for name, row in found.items() if row is not None}


def _whose(cells: Mapping[str, str], known: Mapping[str, Row]) -> Row | None:
    names = (cells.get(column, "").strip() for column in _WHO)
    return next((known[folded(name)] for name in names if name and folded(name) in known), None)


def _shown(cells: Mapping[str, str]) -> str:
    return next(
        (repr(cells[column]) for column in (*_WHO[2:], *_WHO[:2]) if cells.get(column, "").strip()), "a row"
    )


def _why_not(row: Row, exercise: str | None, cells: Mapping[str, str]) -> str:
    """Why a row keeps its grade; empty where it gets one."""
    entries = [entry for entry in row.entries if exercise in (None, entry.exercise)]
    if cells.get(_OPEN, "").strip().lower() in ("no", "否"):
        return "has a grade that cannot be changed in Moodle"
    if any(entry.provisional for entry in entries):
        return "wants a person's look first"
    if any(entry.final is None for entry in entries):
        return "has no score yet"
    if all(entry.run.status is Status.MISSING and entry.override is None for entry in entries):
        return "has handed in nothing"
    return ""


def _grade(book: Gradebook, row: Row, exercise: str | None, where: str, cells: Mapping[str, str]) -> str:
    points, most = _points(book, row, exercise)
    written = cells.get(_MOST, "").strip().replace(",", ".")
    if not written:
        return points_text(points)
    try:
        scale = Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"{where}: column `{_MOST}`: {cells[_MOST]!r} is no number; {_HOW}") from None
    return points_text(points * scale / most)


def _points(book: Gradebook, row: Row, exercise: str | None) -> tuple[Fraction, Fraction]:
    """What counts, and out of how much."""
    if exercise is None:
        return row.total, book.max_points
    entry = next(one for one in row.entries if one.exercise == exercise)
    return entry.final or Fraction(), entry.score.max_points
