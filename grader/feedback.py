"""How a learner's screen shows what they are told about a check: explanation → lines, in their language. Pure.

What is told is put together in `grader.explaining`; how wide a text is and what a screen can show, in `grader.screen`.
Colours and files are the business of whoever prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len

from grader.causes import Label
from grader.exercises import ExerciseInfo
from grader.explaining import (
    ALL_LABELS,
    EXAMPLE,
    EXPECTED,
    HINT,
    IT_PRINTED,
    MORE,
    Explanation,
    Item,
    cut,
    explain,
)
from grader.lane_drawing import draw
from grader.language import Sentence, Words, say
from grader.results import CheckResult
from grader.screen import Line, Screen, Tone, between, padded, wrapped
from grader.timelines import Timeline

MARGIN = "  "
GAP = 2
"""Columns between a label and what it labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """In which language a feedback is, for which screen, and how much of it."""

    words: Words = field(default_factory=Words)
    screen: Screen = field(default_factory=Screen)
    verbose: bool = False
    """Whether the learner's lines of a traceback are shown."""
    commands: bool = True
    """Whether the commands of the grader are at hand where this is read."""


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
        self.column = _column(self.words)

    def check(self, check: CheckResult, done: int | None, example: tuple[str, ...]) -> Iterator[Line]:
        said = explain(check, self.exercise, self.words, self._fits, call=not example)
        yield from self.title(said.title, done)
        for line in wrapped(self.screen.plain(said.headline), self.screen.width - len(MARGIN) - 1):
            yield Line(f"{MARGIN}{line}", Tone.HEADLINE)
        if said.caret:
            yield from self.caret(said)
        yield from self.items(said.about)
        yield from self.sources(self.words.of(EXAMPLE), map(cut, example))
        yield from self.items(self._beside(said.rows))
        yield from (Line(f"{MARGIN}{line}") for line in said.rest)
        if said.timeline is not None:
            yield from self.timeline(said.timeline)
        yield from self.sources(self.words.of(IT_PRINTED), said.printed)
        if self.setting.verbose:
            yield from self.items(said.frames)
        if said.task is not None:
            yield from self.hints(said.hint, said.task)

    def _fits(self, headline: str) -> bool:
        return cell_len(headline) < self.screen.width - len(MARGIN)

    def title(self, left: str, done: int | None) -> Iterator[Line]:
        """The task or the file, and how far the learner is."""
        right = "" if done is None else self.words.of(done_of(done, len(self.exercise.tasks)))
        first, *more = wrapped(f"{self.screen.cross} {left}", self.screen.width - 1)
        yield Line(first if more else between(first, right, self.screen.width - 1), Tone.TITLE)
        yield from (Line(f"{MARGIN}{line}", Tone.TITLE) for line in more)

    def caret(self, said: Explanation) -> Iterator[Line]:
        """The line that Python could not read, and a caret below the place."""
        yield Line(f"{MARGIN}  {self.screen.bar} {said.source}", Tone.SOURCE)
        before = cell_len(said.source[: said.caret - 1])
        yield Line(f"{MARGIN}  {self.screen.bar} {' ' * before}^", Tone.SOURCE)

    def items(self, items: Iterable[Item]) -> Iterator[Line]:
        """A label and its text, which may take several lines, and the line that it speaks of."""
        for item in items:
            before = item.label
            room = self.screen.width - len(MARGIN) - self.column - 1
            for line in wrapped(self.screen.plain(item.text), room) if item.text else ():
                yield Line(MARGIN + padded(before, self.column) + line)
                before = ""
            if item.source:
                yield self._source(item.source)

    def timeline(self, timeline: Timeline) -> Iterator[Line]:
        """What ran when, drawn."""
        expected, room = self.words.of(EXPECTED), self.screen.width - len(MARGIN) - 4
        for line in draw(timeline, expected, width=room, unicode=self.screen.unicode):
            yield Line(f"{MARGIN}   {line}")

    def _beside(self, rows: tuple[Item, ...]) -> tuple[Item, ...]:
        """How long it took and should have taken on one line, where that is wide enough."""
        if [row.kind for row in rows[:2]] != [Label.TOOK, Label.EXPECTED]:
            return rows
        took, expected, *others = rows
        both = f"{took.text}      {expected.label}  {expected.text}"
        fits = len(MARGIN) + self.column + cell_len(both) < self.screen.width
        return (Item(label=took.label, text=both), *others) if fits else rows

    def sources(self, label: str, lines: Iterable[str]) -> Iterator[Line]:
        """A label and lines of code, each of them as it is."""
        for line in lines:
            yield Line(MARGIN + padded(label, self.column) + self.screen.plain(line), Tone.PLAIN)
            label = ""

    def _source(self, source: str) -> Line:
        return Line(
            f"{MARGIN}{' ' * self.column}{self.screen.bar} {self.screen.plain(cut(source))}", Tone.SOURCE
        )

    def hints(self, hint: str, task: int) -> Iterator[Line]:
        """Where to think on."""
        if hint:
            yield from self.items([Item(label=self.words.of(HINT), text=hint)])
        if self.setting.commands and hint:
            yield from self.items([Item(label=self.words.of(MORE), text=hint_command(self.exercise, task))])


@lru_cache(maxsize=64)
def _column(words: Words) -> int:
    """Columns from the margin to what a label labels."""
    return max(cell_len(words.of(label)) for label in ALL_LABELS) + GAP


def hint_command(exercise: ExerciseInfo, task: int) -> str:
    """The command that gives a hint, then the next one."""
    return f"grader hint {exercise.id.partition('_')[0]} --task {task}"


def done_of(done: int, tasks: int) -> Sentence:
    """How far a learner is in an exercise."""
    return say("{done} of {tasks} tasks done", done=done, tasks=tasks)


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
