"""The gradebook as Canvas imports it: *Grades*, *Import*. People are matched by their SIS id: `id` on the roster.

Canvas asks for `Student`, `ID`, `SIS User ID`, `SIS Login ID` and `Section`, then a column for each assignment, and
below the header a row with the points possible. It leaves a score alone whose cell is empty; so a score that a person
must look at first, a run without a score and a missing submission are empty cells, and `left_out` tells of them.
Canvas's own `ID` is not known here and stays empty. (Canvas guides, "How do I import grades in the Gradebook?")
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from grader.errors import UsageError
from grader.gradebook import Entry, Gradebook, Row
from grader.reports.csv import safe
from grader.reports.numbers import points_text
from grader.results import Status

_PERSON = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_POSSIBLE = "    Points Possible"
"""With the blanks that Canvas itself writes there, and knows the row by."""


def render(book: Gradebook) -> str:
    """The text of `canvas.csv`, a row for each learner on the roster. Raises UsageError where there is no roster."""
    if book.roster is None:
        raise UsageError("Canvas matches people by their SIS id: give the class with --roster roster.csv")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*_PERSON, *(exercise.id for exercise in book.exercises)])
    writer.writerow(
        [_POSSIBLE, *[""] * (len(_PERSON) - 1), *(exercise.points for exercise in book.exercises)]
    )
    for row in book.rows():
        if row.person is not None:
            writer.writerow(
                [*_cells(row), *(points_text(e.final) if _counts(e) else "" for e in row.entries)]
            )
    return text.getvalue()


def left_out(book: Gradebook) -> Iterator[str]:
    """A line for everybody and everything that Canvas is not told of, though something was handed in."""
    for row in book.rows():
        if row.person is None:
            yield f"{row.learner}: is nobody on the roster"
            continue
        for entry in row.entries:
            if not _counts(entry) and entry.run.status is not Status.MISSING:
                why = "has no score yet" if entry.final is None else "wants a person's look first"
                yield f"{row.learner} {entry.exercise}: {why}"


def _cells(row: Row) -> tuple[str, ...]:
    person = row.person
    if person is None:
        return ("",) * len(_PERSON)
    return tuple(map(safe, (person.name or row.learner, "", person.id, person.email, person.section)))


def _counts(entry: Entry) -> bool:
    """Whether the points can be taken over as they are."""
    missing = entry.run.status is Status.MISSING and entry.override is None
    return entry.final is not None and not entry.provisional and not missing
