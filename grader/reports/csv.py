"""The gradebook as CSV: a row per learner, a column per exercise, the total. A spreadsheet can open it safely.

A cell that a spreadsheet would take for a formula is preceded by an apostrophe; `plain` takes it off again.
"""

from __future__ import annotations

import csv
import io

from grader.gradebook import Entry, Gradebook
from grader.reports.numbers import points_text
from grader.results import Status

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def render(gradebook: Gradebook) -> str:
    """The text of `gradebook.csv`. A missing submission is an empty cell; a run without a score says why."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(
        ["learner", *(exercise.id for exercise in gradebook.exercises), "total", "max_total", "flags"]
    )
    for learner in gradebook.learners:
        row = list(gradebook.row(learner))
        flags = "; ".join(f"{entry.exercise}: {flag.code}" for entry in row for flag in entry.run.flags)
        total = points_text(gradebook.total(learner))
        cells = [*map(_cell, row), total, points_text(gradebook.max_points)]
        writer.writerow([safe(learner), *cells, safe(flags)])
    return text.getvalue()


def _cell(entry: Entry) -> str:
    if entry.run.status is Status.MISSING:
        return ""
    return str(entry.run.status) if entry.score.points is None else points_text(entry.score.points)


def safe(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(cell: str) -> str:
    """The text that `safe` was given."""
    return cell.removeprefix("'")
