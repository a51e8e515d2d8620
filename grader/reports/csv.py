"""The gradebook as CSV: a row per learner, a column per exercise, the total. A spreadsheet can open it safely.

A provisional score is `10 (flagged)`, and so is a total that holds one: no longer a number, so that nothing takes it
over before a person has looked. The last columns say how many scores of a learner are, and every flag by its code.

A cell that a spreadsheet would take for a formula is preceded by an apostrophe; `plain` takes it off again.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from grader.gradebook import Entry, Gradebook
from grader.reports.numbers import points_text
from grader.results import Status

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def render(gradebook: Gradebook) -> str:
    """The text of `gradebook.csv`. A missing submission is an empty cell; a run without a score says why."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(
        [
            "learner",
            *(exercise.id for exercise in gradebook.exercises),
            "total",
            "max_total",
            "flagged",
            "flags",
        ]
    )
    for row in gradebook.rows():
        kinds = dict.fromkeys(
            f"{entry.exercise}: {flag.code}" for entry in row.entries for flag in entry.run.flags
        )
        total = _points(row.total, bool(row.provisional))
        cells = [*map(_cell, row.entries), total, points_text(gradebook.max_points), str(row.provisional)]
        writer.writerow([safe(row.learner), *cells, safe("; ".join(kinds))])
    return text.getvalue()


def _cell(entry: Entry) -> str:
    if entry.run.status is Status.MISSING:
        return ""
    points = entry.score.points
    return str(entry.run.status) if points is None else _points(points, entry.score.provisional)


def _points(points: Fraction, provisional: bool) -> str:
    return points_text(points) + (" (flagged)" if provisional else "")


def safe(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(cell: str) -> str:
    """The text that `safe` was given."""
    return cell.removeprefix("'")
