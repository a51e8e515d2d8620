"""What a learner is told about a check that did not pass: result → texts in their language, not yet laid out. Pure.

Terminal, Markdown and HTML lay out the same explanation (`grader.feedback`, `grader.reports`). The cause is worked out
in `grader.diagnosis`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from grader.causes import BEFORE_THE_CALL, OF_THE_FILE, Cause, Diagnosis, Label
from grader.exercises import ExerciseInfo
from grader.language import Words, say
from grader.results import CheckResult, Outcome
from grader.timelines import Lane, Timeline

OUTPUT_LINES = 12
"""Lines of a program's output that are shown."""
LONGEST_LINE = 200
"""Characters of a line of output, and of a call, that are shown."""

LABELS = {
    Label.TOOK: say("Took"),
    Label.GAVE: say("Gave"),
    Label.PRINTED: say("Printed"),
    Label.SAW: say("Saw"),
    Label.EXPECTED: say("Expected"),
    Label.WHY: say("Why"),
    Label.WAITS: say("Waiting"),
    Label.NOTE: say("Note"),
}
EXPECTED = LABELS[Label.EXPECTED]
CHECKED, CALLED, EXAMPLE = say("Checked"), say("You called"), say("Example")
IT_PRINTED, HINT, MORE, TRACEBACK = say("It printed"), say("Hint"), say("More"), say("Your lines")
ALL_LABELS = (*LABELS.values(), CHECKED, CALLED, EXAMPLE, IT_PRINTED, HINT, MORE, TRACEBACK)
COMPARED = frozenset({Label.GAVE, Label.PRINTED, Label.SAW, Label.EXPECTED, Label.TOOK})
"""Rows that show what was seen, or what was expected."""

_WITHOUT_MESSAGE = {
    Outcome.PASSED: say("It works."),
    Outcome.FAILED: say("Not what the task asks for."),
    Outcome.ERRORED: say("The check itself broke; this is not your fault."),
    Outcome.TIMED_OUT: say("Still running when its time was up."),
    Outcome.NOT_RUN: say("It was not run."),
}
_ANOTHER_VALUE = {
    Label.GAVE: say("Gave something else than expected."),
    Label.PRINTED: say("Printed something else than expected."),
    Label.SAW: say("Saw something else than expected."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A label and what it labels, and the learner's line that it speaks of."""

    label: str
    """Empty where the item belongs to the one before it."""
    text: str = ""
    source: str = ""
    kind: Label | None = None
    """What a row of a diagnosis tells."""
    code: bool = False
    """Whether the text is Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that there is to tell of one check, in the order in which it is told."""

    task: int | None
    """None where it is the whole file that is not as it should be."""
    title: str
    """Of the task, or the name of the file."""
    headline: str
    place: str = ""
    """The learner's line that it speaks of: `kata.py:4`."""
    source: str = ""
    """The text of that line."""
    caret: int = 0
    """The column of it at which Python stopped reading, from 1 on; 0 where it read all."""
    about: tuple[Item, ...] = ()
    """The fact that is checked, and what was called."""
    rows: tuple[Item, ...] = ()
    rest: tuple[str, ...] = ()
    """Of a check without a diagnosis: what its message says below the headline."""
    timeline: Timeline | None = None
    """With names for people."""
    printed: tuple[str, ...] = ()
    frames: tuple[Item, ...] = ()
    """The learner's lines of a traceback."""
    hint: str = ""


def headline_of(check: CheckResult, words: Words) -> str:
    """The one line that says why a check did not pass."""
    if check.diagnosis is not None:
        return words.of(check.diagnosis.headline)
    return words.of(check.message.partition("\n")[0] or _WITHOUT_MESSAGE[check.outcome])


def lies_in_the_file(check: CheckResult) -> bool:
    """Whether it is the file as a whole that is not as it should be, so that every task fails alike."""
    return check.diagnosis is not None and check.diagnosis.cause in OF_THE_FILE


def explain(
    check: CheckResult,
    exercise: ExerciseInfo,
    words: Words,
    fits: Callable[[str], bool],
    *,
    call: bool = True,
) -> Explanation:
    """What there is to tell of a check of `exercise` that did not pass.

    `fits` says whether a headline fits where it is shown: values that do not are shown below each other instead.
    Without `call` nothing is told of what was checked and called.
    """
    diagnosis, headline = check.diagnosis, headline_of(check, words)
    in_file = lies_in_the_file(check)
    called = call and (diagnosis is None or diagnosis.cause not in BEFORE_THE_CALL)
    task = exercise.tasks[check.task - 1]
    title = f"{exercise.module}.py"
    if not in_file:
        title = task_title(check.task, words.chosen(task.title, task.title_zh), words)
    said = Explanation(
        task=None if in_file else check.task,
        title=title,
        headline=headline,
        about=tuple(_about(check, words)) if called else (),
        printed=tuple(_printed(check.output, words)),
        hint="" if in_file else words.chosen(task.hint, task.hint_zh),
    )
    if diagnosis is None:
        return replace(said, rest=tuple(check.message.splitlines()[1:]))
    repeated = _repeats(diagnosis, headline, fits)
    return replace(
        said,
        headline=words.of(_ANOTHER_VALUE[diagnosis.rows[0].label]) if repeated else headline,
        place="" if diagnosis.where is None else f"{diagnosis.where.file}:{diagnosis.where.line}",
        # The line of a stub says nothing.
        source="" if diagnosis.cause is Cause.NOT_WRITTEN_YET else diagnosis.source,
        caret=diagnosis.caret,
        rows=tuple(_rows(diagnosis, words, repeated=repeated)),
        timeline=None if diagnosis.timeline is None else for_people(diagnosis.timeline, words),
        frames=tuple(_frames(diagnosis, words)),
    )


def task_title(number: int, title: str, words: Words) -> str:
    """A task by its number and title."""
    return words.of(say("Task {number}: {title}", number=number, title=title))


def cut(line: str) -> str:
    """A line that is not too long to be shown."""
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"


def _about(check: CheckResult, words: Words) -> Iterator[Item]:
    if check.title:
        yield Item(label=words.of(CHECKED), text=words.of(check.title))
    if check.called:
        yield Item(label=words.of(CALLED), text=cut(words.of(check.called)), code=True)


def _repeats(diagnosis: Diagnosis, headline: str, fits: Callable[[str], bool]) -> bool:
    """Whether a headline that does not fit holds two values, which are easier to compare below each other."""
    return not fits(headline) and _says_all(diagnosis) and diagnosis.rows[0].label in _ANOTHER_VALUE


def _says_all(diagnosis: Diagnosis) -> bool:
    """Whether the headline itself holds what was seen and expected."""
    compared = [row for row in diagnosis.rows if row.label in COMPARED]
    headline = str(diagnosis.headline)
    return bool(compared) and not diagnosis.details and all(str(row.text) in headline for row in compared)


def _rows(diagnosis: Diagnosis, words: Words, *, repeated: bool) -> Iterator[Item]:
    """The rows, without those that the headline says already."""
    told = not repeated and _says_all(diagnosis)
    labels: set[Label] = set()
    for row in diagnosis.rows:
        if told and row.label in COMPARED:
            continue
        label = "" if row.label in labels else words.of(LABELS[row.label])
        labels.add(row.label)
        yield Item(label=label, text=words.of(row.text), source=row.source, kind=row.label)


def _printed(output: str, words: Words) -> Iterator[str]:
    lines = output.splitlines()
    yield from map(cut, lines[:OUTPUT_LINES])
    if len(lines) > OUTPUT_LINES:
        yield words.of(say("… and {count} lines more", count=len(lines) - OUTPUT_LINES))


def _frames(diagnosis: Diagnosis, words: Words) -> Iterator[Item]:
    label = words.of(TRACEBACK)
    for frame in diagnosis.traceback:
        called = say("{line}, in {function}", line=f"{frame.file}:{frame.line}", function=frame.function)
        yield Item(label=label, text=words.of(called), source=frame.source)
        label = ""


def for_people(timeline: Timeline, words: Words) -> Timeline:
    """The same with names for people: a lane that is no task of its own has a number for a name."""
    return replace(
        timeline,
        seen=tuple(_named(lane, words) for lane in timeline.seen),
        expected=tuple(_named(lane, words) for lane in timeline.expected),
    )


def _named(lane: Lane, words: Words) -> Lane:
    numbered = re.fullmatch(r"job (\d+)", lane.name)
    return lane if numbered is None else replace(lane, name=words.of(say("job {number}", number=numbered[1])))
