"""What to tell a learner about a check that did not pass: results → lines, in their language. Pure.

The cause is worked out in `grader.diagnosis`; how wide a text is and what a screen can show, in `grader.screen`.
Colours and files are the business of whoever prints.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from rich.cells import cell_len

from grader.causes import BEFORE_THE_CALL, OF_THE_FILE, Diagnosis, Label, Row
from grader.exercises import ExerciseInfo
from grader.lane_drawing import draw
from grader.language import Sentence, Words, say
from grader.results import CheckResult, Outcome
from grader.screen import Line, Screen, Tone, between, padded, wrapped
from grader.timelines import Lane, Timeline

OUTPUT_LINES = 12
"""Lines of a program's output that are shown."""
LONGEST_LINE = 200
"""Characters of a line of output, and of a call, that are shown."""
MARGIN = "  "
GAP = 2
"""Columns between a label and what it labels."""

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
_ALL_LABELS = (*LABELS.values(), CHECKED, CALLED, EXAMPLE, IT_PRINTED, HINT, MORE, TRACEBACK)
_COMPARED = {Label.GAVE, Label.PRINTED, Label.SAW, Label.EXPECTED, Label.TOOK}

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
class Setting:
    """In which language a feedback is, for which screen, and how much of it."""

    words: Words = field(default_factory=Words)
    screen: Screen = field(default_factory=Screen)
    verbose: bool = False
    """Whether the learner's lines of a traceback are shown."""
    commands: bool = True
    """Whether the commands of the grader are at hand where this is read."""


def headline_of(check: CheckResult, words: Words) -> str:
    """The one line that says why a check did not pass."""
    if check.diagnosis is not None:
        return words.of(check.diagnosis.headline)
    return words.of(check.message.partition("\n")[0] or _WITHOUT_MESSAGE[check.outcome])


def check_lines(
    check: CheckResult,
    exercise: ExerciseInfo,
    setting: Setting | None = None,
    *,
    done: int | None = None,
    example: tuple[str, ...] = (),
) -> list[Line]:
    """A check that did not pass, laid out for a learner: task, headline, call, what was seen, why, output, hint.

    `done` is the number of the exercise's tasks that are done, where that is known; `example` the lines of a public
    example up to the one that failed.
    """
    return list(_Layout(exercise, setting or Setting()).check(check, done, example))


class _Layout:
    """Lays out for one exercise, language and screen."""

    def __init__(self, exercise: ExerciseInfo, setting: Setting) -> None:
        self.exercise, self.setting = exercise, setting
        self.words, self.screen = setting.words, setting.screen
        self.column = max(cell_len(self.words.of(label)) for label in _ALL_LABELS) + GAP

    def check(self, check: CheckResult, done: int | None, example: tuple[str, ...]) -> Iterator[Line]:
        diagnosis = check.diagnosis
        cause = diagnosis.cause if diagnosis is not None else None
        yield from self.title(None if cause in OF_THE_FILE else check.task, done)
        yield from self.headline(check)
        if diagnosis is not None and diagnosis.caret:
            yield from self.caret(diagnosis)
        if not example and cause not in BEFORE_THE_CALL:
            yield from self.row(CHECKED, self.words.of(check.title))
            yield from self.row(CALLED, _cut(self.words.of(check.called or "")))
        yield from self.sources(EXAMPLE, example)
        if diagnosis is not None:
            yield from self.rows(diagnosis)
        else:
            yield from (Line(f"{MARGIN}{line}") for line in check.message.splitlines()[1:])
        yield from self.printed(check.output)
        if self.setting.verbose and diagnosis is not None:
            yield from self.traceback(diagnosis)
        if cause not in OF_THE_FILE:
            yield from self.hints(check.task)

    def title(self, number: int | None, done: int | None) -> Iterator[Line]:
        """The task; where it is the whole file that is not as it should be, that."""
        if number is None:
            left = f"{self.exercise.module}.py"
        else:
            task = self.exercise.tasks[number - 1]
            title = self.words.chosen(task.title, task.title_zh)
            left = self.words.of(say("Task {number}: {title}", number=number, title=title))
        right = "" if done is None else self.words.of(done_of(done, len(self.exercise.tasks)))
        first, *more = wrapped(f"{self.screen.cross} {left}", self.screen.width - 1)
        yield Line(first if more else between(first, right, self.screen.width - 1), Tone.TITLE)
        yield from (Line(f"{MARGIN}{line}", Tone.TITLE) for line in more)

    def headline(self, check: CheckResult) -> Iterator[Line]:
        text = headline_of(check, self.words)
        if check.diagnosis is not None and self._repeats(check.diagnosis, text):
            text = self.words.of(_ANOTHER_VALUE[check.diagnosis.rows[0].label])
        for line in wrapped(self.screen.plain(text), self.screen.width - len(MARGIN) - 1):
            yield Line(f"{MARGIN}{line}", Tone.HEADLINE)

    def _repeats(self, diagnosis: Diagnosis, headline: str) -> bool:
        """Whether a headline that does not fit holds two values, which are easier to compare below each other."""
        fits = cell_len(headline) < self.screen.width - len(MARGIN)
        return not fits and _says_all(diagnosis) and diagnosis.rows[0].label in _ANOTHER_VALUE

    def caret(self, diagnosis: Diagnosis) -> Iterator[Line]:
        """The line that Python could not read, and a caret below the place."""
        yield Line(f"{MARGIN}  {self.screen.bar} {diagnosis.source}", Tone.SOURCE)
        before = cell_len(diagnosis.source[: diagnosis.caret - 1])
        yield Line(f"{MARGIN}  {self.screen.bar} {' ' * before}^", Tone.SOURCE)

    def rows(self, diagnosis: Diagnosis) -> Iterator[Line]:
        rows = list(diagnosis.rows)
        if _says_all(diagnosis) and not self._repeats(diagnosis, self.words.of(diagnosis.headline)):
            rows = [row for row in rows if row.label not in _COMPARED]
        pair = self._side_by_side(rows)
        if pair is not None:
            yield pair
            rows = rows[2:]
        labels: set[Label] = set()
        for row in rows:
            again = row.label in labels
            labels.add(row.label)
            yield from self.row(Sentence("") if again else LABELS[row.label], self.words.of(row.text))
            if row.source:
                yield self._source(row.source)
        if diagnosis.timeline is not None:
            yield from self.timeline(diagnosis.timeline)

    def timeline(self, timeline: Timeline) -> Iterator[Line]:
        """What ran when, drawn."""
        expected, room = self.words.of(EXPECTED), self.screen.width - len(MARGIN) - 4
        lanes = replace(timeline, seen=tuple(map(self._named, timeline.seen)))
        for line in draw(lanes, expected, width=room, unicode=self.screen.unicode):
            yield Line(f"{MARGIN}   {line}")

    def _named(self, lane: Lane) -> Lane:
        """A lane that is no task of its own has a number for a name."""
        word, _, number = lane.name.partition(" ")
        named = say("job {number}", number=number) if word == "job" else Sentence(lane.name)
        return replace(lane, name=self.words.of(named))

    def _side_by_side(self, rows: list[Row]) -> Line | None:
        """How long it took and should have taken, on one line where that is wide enough."""
        if [row.label for row in rows[:2]] != [Label.TOOK, Label.EXPECTED]:
            return None
        took, expected = (self.words.of(row.text) for row in rows[:2])
        left = MARGIN + padded(self.words.of(LABELS[Label.TOOK]), self.column) + took
        right = f"{self.words.of(LABELS[Label.EXPECTED])}  {expected}"
        line = f"{left}      {right}"
        return Line(line) if cell_len(line) < self.screen.width else None

    def row(self, label: Sentence, text: str) -> Iterator[Line]:
        """A label and its text, which may take several lines."""
        if not text:
            return
        before = self.words.of(label)
        room = self.screen.width - len(MARGIN) - self.column - 1
        for line in wrapped(self.screen.plain(text), room):
            yield Line(MARGIN + padded(before, self.column) + line)
            before = ""

    def sources(self, label: Sentence, lines: Collection[str]) -> Iterator[Line]:
        """A label and lines of code, each of them as it is."""
        before = self.words.of(label)
        for line in lines:
            yield Line(MARGIN + padded(before, self.column) + self.screen.plain(_cut(line)), Tone.PLAIN)
            before = ""

    def _source(self, source: str) -> Line:
        return Line(
            f"{MARGIN}{' ' * self.column}{self.screen.bar} {self.screen.plain(_cut(source))}", Tone.SOURCE
        )

    def printed(self, output: str) -> Iterator[Line]:
        lines = output.splitlines()
        kept = lines[:OUTPUT_LINES]
        if len(lines) > OUTPUT_LINES:
            kept.append(self.words.of(say("… and {count} lines more", count=len(lines) - OUTPUT_LINES)))
        yield from self.sources(IT_PRINTED, kept)

    def traceback(self, diagnosis: Diagnosis) -> Iterator[Line]:
        label = TRACEBACK
        for frame in diagnosis.traceback:
            called = say("{line}, in {function}", line=f"{frame.file}:{frame.line}", function=frame.function)
            yield from self.row(label, self.words.of(called))
            if frame.source:
                yield self._source(frame.source)
            label = Sentence("")

    def hints(self, number: int) -> Iterator[Line]:
        task = self.exercise.tasks[number - 1]
        yield from self.row(HINT, self.words.chosen(task.hint, task.hint_zh))
        if self.setting.commands and task.hint:
            yield from self.row(MORE, hint_command(self.exercise, number))


def _says_all(diagnosis: Diagnosis) -> bool:
    """Whether the headline itself holds what was seen and expected."""
    compared = [row for row in diagnosis.rows if row.label in _COMPARED]
    headline = str(diagnosis.headline)
    return bool(compared) and not diagnosis.details and all(str(row.text) in headline for row in compared)


def hint_command(exercise: ExerciseInfo, task: int) -> str:
    """The command that gives a hint, then the next one."""
    return f"grader hint {exercise.id.partition('_')[0]} --task {task}"


def done_of(done: int, tasks: int) -> Sentence:
    """How far a learner is in an exercise."""
    return say("{done} of {tasks} tasks done", done=done, tasks=tasks)


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"


def progress_lines(
    exercise: ExerciseInfo, passed: Iterable[int], failed: Iterable[int], setting: Setting | None = None
) -> list[str]:
    """Where a learner stands: each task with a tick or a cross, and the one to do next.

    `passed` and `failed` are the numbers of the tasks whose checks passed and did not.
    """
    words, screen = (setting or Setting()).words, (setting or Setting()).screen
    open_tasks = set(failed)
    done = set(passed) - open_tasks
    lines = [f"{exercise.id}: {words.chosen(exercise.title, exercise.title_zh)}"]
    for number, task in enumerate(exercise.tasks, 1):
        if number in done | open_tasks:
            sign = screen.cross if number in open_tasks else screen.tick
            named = say(
                "task {number}  {title}", number=number, title=words.chosen(task.title, task.title_zh)
            )
            lines.append(f"  {sign} {words.of(named)}")
    if open_tasks:
        file = f"exercises/{exercise.id}/{exercise.module}.py"
        lines.append(
            "  " + words.of(say("Next: task {number}, in {file}", number=min(open_tasks), file=file))
        )
    elif len(done) == len(exercise.tasks):
        lines.append("  " + words.of(say("All tasks done.")))
    return lines
