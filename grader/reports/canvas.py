"""The gradebook as a CSV file that Canvas imports: a row per person, a column per exercise.

Canvas knows people by their SIS id, which is the id of the roster; its own id stays empty. A cell is empty where
nothing was handed in, where there is no score, and where a person must look first. Canvas takes an empty cell for a
change: where it has a grade already, it clears it, and shows that in its preview. So nobody has a row of empty cells,
and `left_out` tells which cells are empty in the others. Totals and late days are not told: Canvas works out totals by
itself, and the points that count have their lateness taken off.

As in `grader.reports.csv`, a cell that a spreadsheet would take for a formula is preceded by an apostrophe. An id may
not be changed like that, or Canvas would look for somebody of that name: whoever has one is left out, and told of.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from grader.errors import UsageError
from grader.gradebook import Entry, Gradebook
from grader.reports.csv import safe
from grader.reports.numbers import points_text
from grader.results import Status
from grader.roster import Matching, Person

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
"""What stands before the exercises."""
# Canvas knows the row of maxima by these words, with the spaces that its own export puts before them.
_MAXIMA = "    Points Possible"
_PREVIEW = (
    "Canvas clears a grade that it has where a cell is empty: look at its preview before you save the import"
)


def render(book: Gradebook) -> str:
    """The text of the file. Raises UsageError where there is no roster."""
    _roster(book)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(safe(exercise.id) for exercise in book.exercises)])
    maxima = [str(exercise.points) for exercise in book.exercises]
    writer.writerow([_MAXIMA, *[""] * (len(COLUMNS) - 1), *maxima])
    for row in book.rows():
        cells = [_cell(entry) for entry in row.entries]
        if row.person is not None and _can_be_named(row.person) and any(cells):
            writer.writerow([*_who(row.person), *cells])
    return text.getvalue()


def left_out(book: Gradebook) -> list[str]:
    """What a teacher must know of the file, in lines: who is not in it, and which scores are not, though handed in.

    Raises UsageError where there is no roster.
    """
    roster = _roster(book)
    strangers = [
        f"{learner!r} is nobody of the roster, or more than one person may be meant: not in the file for Canvas"
        for learner in roster.without_person
    ]
    unnamed = [
        f"{person.id!r} is an id that a spreadsheet would take for a formula: not in the file for Canvas"
        for person in roster.people.values()
        if not _can_be_named(person)
    ]
    empty = [line for row in book.rows() if row.person for line in _empty(row.entries)]
    return strangers + unnamed + empty + [_PREVIEW]


def _roster(book: Gradebook) -> Matching:
    if book.roster is None:
        raise UsageError("Canvas matches people by their SIS id: give the roster with --roster roster.csv")
    return book.roster


def _can_be_named(person: Person) -> bool:
    return safe(person.id) == person.id


def _who(person: Person) -> Iterator[str]:
    name = person.id if _MAXIMA.strip().lower() in person.name.lower() else person.name
    return map(safe, (name or person.id, "", person.id, person.email, person.section))


def _cell(entry: Entry) -> str:
    if entry.final is None or _not_handed_in(entry) or entry.provisional:
        return ""
    return points_text(entry.final)


def _not_handed_in(entry: Entry) -> bool:
    return entry.run.status is Status.MISSING and entry.override is None


def _empty(entries: tuple[Entry, ...]) -> Iterator[str]:
    """The cells that are empty though something was handed in."""
    for entry in entries:
        where = f"{entry.exercise} of {entry.learner!r} is left empty"
        if entry.provisional:
            yield f"{where}: its score is provisional, a person must look first"
        elif entry.final is None:
            yield f"{where}: it has no score ({entry.run.status})"
