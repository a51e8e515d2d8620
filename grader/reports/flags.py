"""What a person must look at, as Markdown for whoever grades: each flag with the learner's line.

Whatever comes from a submission is escaped or stands in a code block, so that it stays text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from grader.flags import Flag
from grader.gradebook import Entry, Gradebook, Row
from grader.reports.looks import Look, looks_of, place_of
from grader.reports.markdown import escaped, fenced
from grader.reports.numbers import points_text

_FLAGS = """\
A flag is no proof: it says that code reached for what measures it, or that the measurement was not as it should be.
Nothing was taken off. The score stands as it was found and is provisional: look at the line, then let it count or not.
"""
_UNDECIDED = """\
Where there is no flag, the rules alone could not decide: nobody knows when it was handed in, or it is no longer what a
person has set points for.
"""
_UNSCORED = """\
What has no score could not be taken, or the grader itself failed on it: that is no zero.
"""
_STRANGERS = "They handed something in, and nobody on the roster is them, or more than one person may be."
_SETTLED = "A person has looked at these and set the points. They stand here for whoever asks later."


def render(gradebook: Gradebook) -> str:
    """The text of `flags.md`: what needs a look, who is not on the roster, and the flags that are settled."""
    looks, settled = list[str](), list[str]()
    touched: list[Entry] = []
    for row in gradebook.rows():
        for entries, reasons in _together(row):
            touched += entries
            looks += _section(entries, reasons)
        for entry in row.entries:
            if entry.run.flagged and entry.override is not None and not entry.outdated:
                settled += _section((entry,), [Look(why=flag.reason, flag=flag) for flag in entry.run.flags])
    strangers = gradebook.roster.without_person if gradebook.roster is not None else ()
    lines = ["# Flags", ""]
    if not looks and not strangers:
        lines += ["There is nothing to look at.", ""]
    if any(entry.run.flagged for entry in touched):
        lines += [*_FLAGS.splitlines(), ""]
    if any(entry.outdated or entry.time_unknown for entry in touched):
        lines += [*_UNDECIDED.splitlines(), ""]
    if any(entry.final is None for entry in touched):
        lines += [*_UNSCORED.splitlines(), ""]
    lines += looks
    if strangers:
        lines += [
            "## Not on the roster",
            "",
            _STRANGERS,
            "",
            *(f"- {escaped(name)}" for name in strangers),
            "",
        ]
    if settled:
        lines += ["# Settled", "", _SETTLED, "", *settled]
    return "\n".join(lines).rstrip() + "\n"


def _together(row: Row) -> Iterable[tuple[Sequence[Entry], Sequence[Look]]]:
    """The reasons of a learner's by the entries that they touch, so that each of those is described once."""
    found: dict[tuple[str, ...], tuple[list[Entry], list[Look]]] = {}
    for look, entries in looks_of(row).items():
        key = tuple(entry.exercise for entry in entries)
        found.setdefault(key, (entries, []))[1].append(look)
    return found.values()


def _section(entries: Sequence[Entry], looks: Sequence[Look]) -> Iterator[str]:
    """What there is to see of one learner's entries, which share the reasons to look."""
    first = entries[0]
    if len(entries) == 1:
        yield from (f"## {escaped(first.learner)}, {escaped(first.exercise)}", "", _standing(first), "")
    else:
        names = ", ".join(escaped(entry.exercise) for entry in entries)
        yield from (f"## {escaped(first.learner)}, {len(entries)} exercises", "", f"{names}.", "")
    for look in looks:
        yield from _flag(look.flag) if look.flag is not None else (f"- {escaped(look.why)}", "")


def _standing(entry: Entry) -> str:
    """The points as they are, and whose they are."""
    if entry.final is None:
        return "No score yet."
    points = f"{points_text(entry.final)} of {points_text(entry.score.max_points)} points"
    if entry.provisional:
        return f"{points}, provisional."
    if entry.override is not None:
        return f"{points}, set by {escaped(entry.override.by)}: {escaped(entry.override.reason)}."
    return f"{points}."


def _flag(flag: Flag) -> Iterator[str]:
    place = place_of(flag)
    where = f" {escaped(place)}" if place else ""
    yield from (
        f"- **{escaped(flag.code)}**{where}: {escaped(flag.reason)} Found by the {flag.found_by}.",
        "",
    )
    if flag.evidence:
        yield from fenced([flag.evidence])
