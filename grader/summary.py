"""What a learner's pytest says when it ends: which tasks are done, and which one to do next. Only hooks.

It goes by the reports, which come through from the workers of pytest-xdist as well. What is told of a single check is
`grader.telling`'s business, what outlasts the run `grader.recording`'s.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from grader.exercises import Exercise, load_exercise
from grader.feedback import progress_lines
from grader.language import say
from grader.telling import TasksSeen, encoding_of, speaker_of, writable

SAME_TASK = say("more in the same tasks")
"""How pytest's last line counts the failures of tasks that a learner has been told of already."""


class Summary:
    """The hooks; `tasks` is what they have seen so far."""

    def __init__(self) -> None:
        self.tasks = TasksSeen()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A task holds if all its checks do."""
        named = dict(getattr(report, "user_properties", ()))
        if "task" in named and "exercise" in named and (not report.passed or report.when == "call"):
            self.tasks.note(named["exercise"], named["task"], holds=report.passed)

    def pytest_report_teststatus(
        self, report: pytest.TestReport, config: pytest.Config
    ) -> tuple[str, str, str] | None:
        """Count, but do not tell, what else fails in a task that a learner has been told of already."""
        if getattr(report, "told_before", False) and report.failed and config.option.verbose < 1:
            return speaker_of(config).own(SAME_TASK), "F", "FAILED"
        return None

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say which tasks are done, and which one to do next; where no exercise was run, nothing."""
        if not self.tasks.holds:
            return
        for slug, by_task in sorted(self.tasks.holds.items()):
            exercise = _exercise_called(slug, terminalreporter.config)
            if exercise is not None:
                _summarize(terminalreporter, exercise, by_task)
        again = speaker_of(terminalreporter.config).own(SAME_TASK)
        if again in terminalreporter.stats:  # pytest takes each letter of its last line to be one column wide
            terminalreporter._tw.fullwidth -= cell_len(again) - len(again)


def _summarize(terminalreporter: Any, exercise: Exercise, by_task: dict[int, bool]) -> None:
    terminalreporter.section(exercise.slug)
    encoding = encoding_of(terminalreporter._tw)
    setting = speaker_of(terminalreporter.config).setting(exercise, terminalreporter._tw.fullwidth, encoding)
    done, left = [n for n, ok in by_task.items() if ok], [n for n, ok in by_task.items() if not ok]
    for line in progress_lines(exercise.info, done, left, setting):
        terminalreporter.write_line(writable(line, encoding))


def _exercise_called(slug: str, config: pytest.Config) -> Exercise | None:
    """The exercise of that name, of the course that pytest runs in or of one that its command names."""
    named = [config.invocation_params.dir / argument for argument in config.args]
    folders = [config.rootpath / "exercises" / slug, *map(Path.resolve, named)]
    for folder in folders:
        if folder.name == slug and folder.parent.name == "exercises" and (folder / "exercise.toml").is_file():
            return load_exercise(folder / "exercise.toml")
    return None
