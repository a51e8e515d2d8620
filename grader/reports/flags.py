"""What a person must look at, as Markdown for whoever grades: each flag with the learner's line.

Whatever comes from a submission is escaped or stands in a code block, so that it stays text.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.flags import Flag
from grader.gradebook import Entry, Gradebook
from grader.reports.markdown import escape, fenced
from grader.reports.numbers import points_text

_FLAGS = """\
A flag is no proof: it says that code reached for what measures it, or that the measurement was not as it should be.
Nothing was taken off. The score stands as it was found and is provisional: look at the line, then let it count or not.
"""
_UNDECIDED = """\
Where there is no flag, the rules alone could not decide: nobody knows when it was handed in, or it is no longer what a
person has set points for.
"""
_STRANGERS = "They handed something in, and nobody on the roster is them, or more than one person may be."


def render(gradebook: Gradebook) -> str:
    """The text of `flags.md`."""
    entries = [entry for entry in gradebook.entries if entry.run.flagged or entry.provisional]
    strangers = gradebook.roster.without_person if gradebook.roster is not None else ()
    lines = ["# Flags", ""]
    if not entries and not strangers:
        return "\n".join([*lines, "There is nothing to look at.", ""])
    if any(entry.run.flagged for entry in entries):
        lines += [*_FLAGS.splitlines(), ""]
    if any(entry.outdated or entry.time_unknown for entry in entries):
        lines += [*_UNDECIDED.splitlines(), ""]
    for entry in entries:
        lines += _entry(entry)
    if strangers:
        lines += ["## Not on the roster", "", _STRANGERS, "", *(f"- {escape(name)}" for name in strangers)]
    return "\n".join(lines).rstrip() + "\n"


def _entry(entry: Entry) -> Iterator[str]:
    yield from (f"## {escape(entry.learner)}, {escape(entry.exercise)}", "")
    if entry.final is not None:
        points, most = points_text(entry.final), points_text(entry.score.max_points)
        yield from (f"{points} of {most} points, {_standing(entry)}.", "")
    if entry.outdated:
        yield from ("- The submission has changed since a person set its points.", "")
    if entry.time_unknown:
        yield from ("- It has a due date, and when it was handed in is not known.", "")
    for flag in entry.run.flags:
        if flag.is_tampering:
            yield from _flag(flag)


def _standing(entry: Entry) -> str:
    if entry.provisional or entry.override is None:
        return "provisional"
    return f"set by {escape(entry.override.by)}: {escape(entry.override.reason)}"


def _flag(flag: Flag) -> Iterator[str]:
    where = f" {escape(flag.file)}:{flag.line}" if flag.file and flag.line else ""
    yield from (f"- **{escape(flag.code)}**{where}: {escape(flag.reason)} Found by the {flag.found_by}.", "")
    if flag.evidence:
        yield from fenced([flag.evidence])
