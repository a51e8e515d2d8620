"""What the learner's commands say about progress, the next exercise and hints: values → lines of text. Pure.

What is said about a check that did not pass is the business of `grader.feedback`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

from grader.exercises import Exercise
from grader.hints import readme_of
from grader.language import Words, say
from grader.progress import Progress
from grader.screen import Screen, padded

_WIDTH = 20
"""Cells of the bar over all exercises."""


@dataclass(frozen=True, slots=True)
class Guide:
    """Speaks to one learner: in their language, on their screen, from where they stand."""

    said: Words
    screen: Screen
    progress: Progress

    def overview(self) -> list[str]:
        """The exercises of the course: how far each one is done, what it is worth and what it is about."""
        rows = []
        for exercise in self.progress.course.exercises:
            standing, info = self.progress.of(exercise), exercise.info
            rows.append(
                (
                    self.screen.tick if standing.complete else " ",
                    exercise.slug,
                    self.said.of(
                        say("{done} of {tasks} tasks", done=len(standing.done), tasks=standing.tasks)
                    ),
                    self.said.of(say("{points} points", points=info.points)),
                    self.title(exercise),
                )
            )
        return [*_aligned(rows), self._exercises_done()]

    def progress_lines(self) -> list[str]:
        """How much is done, and of each exercise which tasks."""
        done, every = self.progress.complete, len(self.progress.course.exercises)
        rows = [self._progress_row(exercise) for exercise in self.progress.course.exercises]
        return [f"{self._exercises_done()}  {self._bar(done, every, _WIDTH)}", "", *_aligned(rows)]

    def _progress_row(self, exercise: Exercise) -> tuple[str, ...]:
        standing = self.progress.of(exercise)
        tick = self.screen.tick if standing.complete else " "
        tasks = range(1, standing.tasks + 1)
        bar = "".join(self._full if number in standing.done else self._empty for number in tasks)
        left = [str(number) for number in tasks if number not in standing.done]
        begun = exercise.slug in self.progress.runs
        return (
            tick,
            exercise.slug,
            bar,
            self.said.of(say("{done} of {tasks} tasks", done=len(standing.done), tasks=standing.tasks)),
            self.said.of(say("to do: {tasks}", tasks=self.said.chosen(", ", "、").join(left)))
            if left and begun
            else "",
        )

    def next_lines(self, exercise: Exercise) -> list[str]:
        """An exercise to do: its title, what to read, what to edit, the first open task and how to run it."""
        number = self.progress.of(exercise).open_task or 1
        task = exercise.info.tasks[number - 1]
        rows = [
            (say("Read"), shown(readme_of(exercise, self.said.language))),
            (say("Edit"), shown(exercise.stub)),
            (say("Task {number}", number=number), self.said.chosen(task.title, task.title_zh)),
            (say("Run"), f"pytest {shown(exercise.folder)}"),
        ]
        return [self.heading(exercise), *_aligned([("", self.said.of(label), text) for label, text in rows])]

    def nothing_next(self) -> str:
        """That there is no exercise to do next."""
        if self.progress.complete == len(self.progress.course.exercises):
            return self.said.of(
                say("All {count} exercises are done. Well done!", count=self.progress.complete)
            )
        return self.said.of(say("What is left builds on this exercise: do its open tasks first."))

    def standing_line(self, exercise: Exercise) -> str:
        """How far an exercise is done, and how far all of them."""
        standing = self.progress.of(exercise)
        tasks = self.said.of(
            say("{done} of {tasks} tasks done", done=len(standing.done), tasks=standing.tasks)
        )
        return f"{self._bar(len(standing.done), standing.tasks, standing.tasks)} {tasks}   {self._exercises_done()}"

    def hint_heading(self, exercise: Exercise, task: int) -> str:
        """The task that a hint is for."""
        info = exercise.info.tasks[task - 1]
        title = self.said.chosen(info.title, info.title_zh)
        return self.said.of(
            say("{slug}, task {number}: {title}", slug=exercise.slug, number=task, title=title)
        )

    def after_hint(self, exercise: Exercise, task: int, shown_now: int, of: int) -> str:
        """How many hints there are, and how to see the next one."""
        if shown_now >= of:
            return self.said.of(say("That was the last of {count} hints.", count=of))
        command = f"grader hint {number_of(exercise)} --task {task}"
        return self.said.of(
            say("Hint {number} of {count}. One more: {command}", number=shown_now, count=of, command=command)
        )

    def heading(self, exercise: Exercise) -> str:
        """An exercise with its title."""
        return f"{exercise.slug} {self.screen.dot} {self.title(exercise)}"

    def title(self, exercise: Exercise) -> str:
        """The title of an exercise."""
        return self.said.chosen(exercise.info.title, exercise.info.title_zh)

    def _exercises_done(self) -> str:
        done, every = self.progress.complete, len(self.progress.course.exercises)
        return self.said.of(say("{done} of {count} exercises done", done=done, count=every))

    def _bar(self, done: int, of: int, width: int) -> str:
        full = done * width // of if of else 0
        return self._full * full + self._empty * (width - full)

    @property
    def _full(self) -> str:
        return "█" if self.screen.unicode else "#"

    @property
    def _empty(self) -> str:
        return "░" if self.screen.unicode else "."


def number_of(exercise: Exercise) -> str:
    """The short name of an exercise: `10` for `10_concurrency`."""
    return exercise.slug.partition("_")[0]


def shown(path: Path) -> str:
    """A path as a person would type it: from the working directory on, where it lies below that."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows with columns of one width; a Chinese character takes two cells."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    return [
        "  ".join(padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
