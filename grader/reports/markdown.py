"""One learner's feedback as Markdown. Nothing of the hidden specs, of the solutions or of other learners is in it.

Whatever comes from a submission stands in a code block or is escaped, so that it stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.exercises import ExerciseInfo
from grader.feedback import Setting, check_lines
from grader.gradebook import Entry, Gradebook
from grader.reports.numbers import points_text
from grader.results import Outcome, Status
from grader.screen import Screen

_SETTING = Setting(screen=Screen(width=100), commands=False)
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~-]|(?<=\d)\.(?= |$))")


def render(gradebook: Gradebook, learner: str) -> str:
    """The text of `feedback/LEARNER.md`."""
    row = gradebook.row(learner)
    total = f"**{points_text(row.total)} of {points_text(gradebook.max_points)} points**"
    if row.unscored:
        total += f" so far; without a score yet: {row.unscored} of {len(gradebook.exercises)} exercises"
    if row.provisional:
        total += ", provisional until a person has looked at what is flagged below"
    lines = [f"# {escape(learner)}", "", total, ""]
    for exercise, entry in zip(gradebook.exercises, row.entries, strict=True):
        lines += _exercise(exercise, entry)
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """`text` on one line, with everything that Markdown or HTML would take for markup escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")


def _exercise(exercise: ExerciseInfo, entry: Entry) -> Iterator[str]:
    yield from (f"## {escape(exercise.id)}: {escape(exercise.title)}", "", _verdict(entry), "")
    for flag in entry.run.flags:
        where = f" ({escape(flag.file)}:{flag.line})" if flag.file and flag.line else ""
        yield from (f"- {escape(flag.reason)}{where}", "")
    if entry.run.status is Status.GRADED:
        yield from _tasks(exercise, entry)


def _verdict(entry: Entry) -> str:
    if entry.score.points is not None and entry.run.status is Status.GRADED:
        points = f"{points_text(entry.score.points)} of {points_text(entry.score.max_points)} points"
        return (
            f"{points}, provisional: a person will look at this first" if entry.score.provisional else points
        )
    return _WITHOUT_SCORE[entry.run.status]


_WITHOUT_SCORE = {
    Status.GRADED: "",
    Status.MISSING: "Nothing was handed in.",
    Status.UNGRADABLE: "What was handed in could not be taken, so it has no score yet:",
    Status.INFRASTRUCTURE_ERROR: "The grader itself failed, so there is no score. This is not your fault.",
}


def _tasks(exercise: ExerciseInfo, entry: Entry) -> Iterator[str]:
    for number, task in enumerate(exercise.tasks, 1):
        checks = [check for check in entry.run.checks if check.task == number]
        failed = [check for check in checks if check.outcome is not Outcome.PASSED]
        done = len(checks) - len(failed)
        yield f"### {'✓' if not failed else '✗'} Task {number}: {escape(task.title)} ({done} of {len(checks)} checks)"
        yield ""
        if failed:  # the first one is the place to start; the rest often have the same cause
            yield from fenced([str(line) for line in check_lines(failed[0], exercise, _SETTING)[1:]])


def fenced(lines: list[str]) -> Iterator[str]:
    """Lines of text as a code block that they cannot end."""
    text = [line[2:] if line.startswith("  ") else line for line in lines]
    longest = max((len(run) for line in text for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}text", *text, fence, "")
