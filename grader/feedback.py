"""What to tell a learner about a check that did not pass: results → lines of text. Pure.

The cause is worked out in `grader.diagnosis`; colours and files are the business of whoever prints.
"""

from __future__ import annotations

from collections.abc import Iterable

from grader.exercises import ExerciseInfo
from grader.results import CheckResult, Outcome

OUTPUT_LINES = 12
"""Lines of a program's output that are shown."""
LONGEST_LINE = 200
"""Characters of a line of output, and of a call, that are shown."""


def check_lines(check: CheckResult, exercise: ExerciseInfo) -> list[str]:
    """A check that did not pass, laid out for a learner: task, headline, what was called, output, hint."""
    task = exercise.tasks[check.task - 1]
    headline, *more = check.message.splitlines() or [_WITHOUT_MESSAGE[check.outcome]]
    lines = [f"Task {check.task}: {task.title}", f"  {headline}"]
    lines += [f"  {line}" for line in more]
    lines += _row("Checked", check.title)
    lines += _row("You called", _cut(check.called or ""))
    lines += _printed(check.output)
    lines += _row("Hint", task.hint)
    return lines


_WITHOUT_MESSAGE = {
    Outcome.PASSED: "It works.",
    Outcome.FAILED: "Not what the task asks for.",
    Outcome.ERRORED: "The check itself broke; this is not your fault.",
    Outcome.TIMED_OUT: "Still running when its time was up.",
    Outcome.NOT_RUN: "It was not run.",
}


def _row(label: str, text: str) -> list[str]:
    return [f"  {label:<11} {text}"] if text else []


def _printed(output: str) -> list[str]:
    lines = output.splitlines()
    kept = lines[:OUTPUT_LINES]
    if len(lines) > OUTPUT_LINES:
        kept.append(f"… and {len(lines) - OUTPUT_LINES} lines more")
    labels = ["It printed"] + [""] * OUTPUT_LINES
    return [f"  {label:<11} {_cut(line)}" for label, line in zip(labels, kept, strict=False)]


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"


def progress_lines(
    exercise: ExerciseInfo, passed: Iterable[int], failed: Iterable[int], ticks: str
) -> list[str]:
    """Where a learner stands: each task with a tick or a cross, and the one to do next.

    `passed` and `failed` are the numbers of the tasks whose checks passed and did not; `ticks` holds two
    characters, done and to do.
    """
    open_tasks = set(failed)
    done = set(passed) - open_tasks
    lines = [f"{exercise.id}: {exercise.title}"]
    for number, task in enumerate(exercise.tasks, 1):
        if number in done | open_tasks:
            lines.append(f"  {ticks[number in open_tasks]} task {number}  {task.title}")
    if open_tasks:
        following = min(open_tasks)
        lines.append(f"  Next: task {following}, in exercises/{exercise.id}/{exercise.module}.py")
    elif len(done) == len(exercise.tasks):
        lines.append("  All tasks done.")
    return lines
