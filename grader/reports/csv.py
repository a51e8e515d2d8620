"""The gradebook as CSV: a row per learner, a column per exercise, the total. A spreadsheet can open it safely.

The points are those that finally count. Where other points were judged, for somebody at least, they stand in a column
beside, and `notes` says why: lateness, or points that a person has set. A provisional score is `10 (flagged)`, and so
is a total that holds one: no longer a number, so that nothing takes it over before a person has looked. `flagged`
counts them, and `flags` has every flag by its code.

With a roster, its columns come after the learner; whoever is nobody on it has none, and whoever is on it and handed
nothing in comes last, without a learner. The file begins with a byte order mark, without which spreadsheets take
Chinese for something else; read it as `utf-8-sig`. A cell that a spreadsheet would take for a formula is preceded by
an apostrophe; `plain` takes it off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from fractions import Fraction

from grader.gradebook import Entry, Gradebook, Row
from grader.reports.numbers import points_text
from grader.results import Status
from grader.roster import Person

BOM = "\ufeff"
_PERSON = ("id", "name", "email", "section", "group")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def render(book: Gradebook) -> str:
    """The text of `gradebook.csv`. A missing submission is an empty cell; a run without a score says why."""
    rows = [_row(row, book) for row in book.rows()]
    if book.roster is not None:
        rows += [_person(person) | {"total": "0"} for person in book.roster.without_submission]
    there = {name for row in rows for name in row}
    columns = [
        "learner",
        *(_PERSON if book.roster is not None else ()),
        *(
            name
            for one in book.exercises
            for name in (one.id, _judged(one.id))
            if name == one.id or name in there
        ),
        *("total", "max_total", "flagged", "flags"),
        *(("notes",) if "notes" in there else ()),
    ]
    text = io.StringIO()
    text.write(BOM)
    writer = csv.DictWriter(text, columns, restval="", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _row(row: Row, book: Gradebook) -> dict[str, str]:
    """A learner's cells by column; those that say nothing are left out."""
    kinds = dict.fromkeys(
        f"{entry.exercise}: {flag.code}" for entry in row.entries for flag in entry.run.flags
    )
    notes = [note for entry in row.entries for note in _notes(entry)]
    judged = {_judged(one.exercise): _points(one.score.points) for one in row.entries if one.differs}
    return {
        "learner": safe(row.learner),
        **(_person(row.person) if row.person else {}),
        **{entry.exercise: _cell(entry) for entry in row.entries},
        **judged,
        "total": _points(row.total, bool(row.provisional)),
        "max_total": points_text(book.max_points),
        "flagged": str(row.provisional),
        "flags": safe("; ".join(kinds)),
        **({"notes": safe("; ".join(notes))} if notes else {}),
    }


def _judged(exercise: str) -> str:
    return f"{exercise} judged"


def _person(person: Person) -> dict[str, str]:
    return {name: safe(getattr(person, name)) for name in _PERSON}


def _notes(entry: Entry) -> Iterator[str]:
    """Why other points count than were judged."""
    if entry.late is not None:
        yield f"{entry.exercise}: {entry.late}".removesuffix(".")
    if entry.override is not None:
        points = points_text(entry.override.points)
        changed = " (the submission has changed since)" if entry.outdated else ""
        yield f"{entry.exercise}: set to {points} by {entry.override.by}: {entry.override.reason}{changed}"


def _cell(entry: Entry) -> str:
    if entry.run.status is Status.MISSING and entry.override is None:
        return ""
    return str(entry.run.status) if entry.final is None else _points(entry.final, entry.provisional)


def _points(points: Fraction | None, provisional: bool = False) -> str:
    return "" if points is None else points_text(points) + (" (flagged)" if provisional else "")


def safe(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(cell: str) -> str:
    """The text that `safe` was given."""
    return cell.removeprefix("'")
