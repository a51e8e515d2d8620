"""The table of the class report: a row for each learner, a cell for each exercise. Pure, and quick.

The rows are put together here and not in a template: a class of ten thousand has two hundred thousand cells, and Jinja
takes microseconds for each of its tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

from grader.gradebook import Entry, Row
from grader.language import say
from grader.reports.numbers import points_text
from grader.results import Status

Link = Callable[[str], str | None]
"""The page of a learner, relative to the report; None where there is none."""

STATES = {
    "": say("everybody"),
    "flagged": say("wants a look ⚑"),
    "late": say("late ◷"),
    "set": say("points set by a person ✎"),
    "open": say("something begun is not full"),
    "missing": say("something is missing"),
    "unscored": say("something has no score"),
}
"""What can be shown alone: the words of `data-s`, and how they are called."""


def row_of(row: Row, link: Link) -> str:
    """A row of the table. What script sorts and filters by stands in it: the cells, and a few words in `data-s`."""
    states = sorted({state for entry in row.entries for state in _states(entry)})
    person = row.person
    about = " · ".join(filter(None, (person.name, person.id, person.section, person.group))) if person else ""
    where = f' data-n="{escape(person.section)}" data-g="{escape(person.group)}"' if person else ""
    name = linked(row.learner, link) + (Markup(" <small>{}</small>").format(about) if about else "")
    total = points_text(row.total) + (" ⚑" if row.provisional else "")
    head = f'<tr data-s="{" ".join(states)}"{where}><th scope=row>{name}</th><td class=t>{total}</td>'
    return f"{head}{''.join(map(_cell, row.entries))}</tr>\n"


def linked(learner: str, link: Link) -> Markup:
    """A learner's name, which leads to their page where there is one."""
    target = link(learner)
    shown = visible(learner)
    return Markup('<a href="{}">{}</a>').format(target, shown) if target else escape(shown)


def visible(text: str) -> str:
    """A name on one line, with what nobody would see written as `\\u...`."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _cell(entry: Entry) -> str:
    """A cell: the points that count, and marks for what is to be known of them."""
    if entry.final is None:
        return "<td class=n>?</td>"
    if entry.run.status is Status.MISSING and entry.override is None:
        return "<td class=m>–</td>"
    kind = "f" if entry.is_full else "z" if not entry.final else "p"
    marks = "⚑" * entry.provisional + "◷" * _is_late(entry) + "✎" * (entry.override is not None)
    return f"<td class={kind}>{points_text(entry.final)}{' ' if marks else ''}{marks}</td>"


def _is_late(entry: Entry) -> bool:
    return entry.lateness is not None and entry.lateness.days > 0


def _states(entry: Entry) -> Iterator[str]:
    if entry.final is None:
        yield "unscored"
    elif entry.run.status is Status.MISSING and entry.override is None:
        yield "missing"
    elif not entry.is_full:
        yield "open"
    if entry.provisional:
        yield "flagged"
    if _is_late(entry):
        yield "late"
    if entry.override is not None:
        yield "set"
