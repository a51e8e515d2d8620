"""How a learner's pytest tells what became of a check: a feedback in place of a traceback.

Used by `grader.plugin`, and by `grader.summary` for the end of the run. The lines are made by `grader.feedback`.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from _pytest._code.code import TerminalRepr
from _pytest._io import TerminalWriter

from grader.exercises import Exercise, ExerciseInfo
from grader.explaining import headline_of
from grader.feedback import Setting, check_lines
from grader.language import Language, Sentence, Words, choose, legible, words
from grader.results import CheckResult
from grader.screen import Screen, Tone, screen_for

EXAMPLE_LINES = 8
"""Lines of a public example that are quoted, the one that failed last."""
_MARKUP: dict[Tone, dict[str, bool]] = {
    Tone.TITLE: {"red": True, "bold": True},
    Tone.HEADLINE: {"bold": True},
    Tone.SOURCE: {"cyan": True},
    Tone.DIM: {"light": True},
    Tone.PLAIN: {},
}


@dataclass(slots=True)
class TasksSeen:
    """Which tasks of which exercise hold, as far as the run has come."""

    holds: dict[str, dict[int, bool]] = field(default_factory=dict)
    """By slug, then by the number of the task."""

    def note(self, slug: str, task: int, *, holds: bool) -> None:
        """A check of a task was run: the task holds if all its checks do."""
        found = self.holds.setdefault(slug, {})
        found[task] = found.get(task, True) and holds

    def done(self, exercise: ExerciseInfo) -> int | None:
        """How many tasks are done; nothing where not all of them were looked at."""
        found = self.holds.get(exercise.id, {})
        return sum(found.values()) if len(found) == len(exercise.tasks) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The language that was chosen, as far as the terminal can show it, and what is written in it."""

    language: Language
    verbose: bool = False

    def words(self, exercise: Exercise) -> Words:
        """The words for an exercise."""
        return words(self.language, exercise.chinese)

    def own(self, said: Sentence) -> str:
        """What belongs to no exercise."""
        return words(self.language).of(said)

    def setting(self, exercise: Exercise, width: int, encoding: str | None) -> Setting:
        """What a feedback is laid out for."""
        return Setting(words=self.words(exercise), screen=screen_for(width, encoding), verbose=self.verbose)


_SPEAKER = pytest.StashKey[Speaker]()


def speaker_of(config: pytest.Config) -> Speaker:
    """The language of this run. Raises UsageError where an unknown one is asked for."""
    if _SPEAKER not in config.stash:
        language = choose(config.getoption("--lang", None))
        terminal = config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            language = legible(language, encoding_of(terminal._tw))
        config.stash[_SPEAKER] = Speaker(language=language, verbose=getattr(config.option, "verbose", 0) > 0)
    return config.stash[_SPEAKER]


class Feedback(TerminalRepr):
    """What a learner sees where pytest would show a traceback."""

    def __init__(
        self,
        check: CheckResult,
        exercise: Exercise,
        speaker: Speaker,
        seen: TasksSeen,
        example: tuple[str, ...] = (),
        own: Any = None,
    ) -> None:
        self.check, self.exercise, self.speaker = check, exercise, speaker
        self.seen, self.example = seen, example
        self.own = own
        """pytest's own report of a public example, which is shown too where much is asked for."""

    @property
    def headline(self) -> str:
        """For pytest's short summary."""
        return headline_of(self.check, self.speaker.words(self.exercise))

    def __str__(self) -> str:
        setting = Setting(words=self.speaker.words(self.exercise), screen=Screen(width=100))
        return "\n".join(map(str, check_lines(self.check, self.exercise.info, setting, example=self.example)))

    def toterminal(self, tw: TerminalWriter) -> None:
        """Write the lines, in colour where the terminal has any."""
        encoding = encoding_of(tw)
        setting = self.speaker.setting(self.exercise, tw.fullwidth, encoding)
        done = self.seen.done(self.exercise.info)
        for line in check_lines(self.check, self.exercise.info, setting, done=done, example=self.example):
            tw.line(writable(line.text, encoding), **_MARKUP[line.tone])
        if self.own is not None and self.speaker.verbose:
            tw.line()
            self.own.toterminal(tw)


def encoding_of(tw: TerminalWriter) -> str:
    """The encoding of what pytest writes to."""
    return getattr(tw._file, "encoding", None) or "ascii"


def writable(text: str, encoding: str) -> str:
    """`text` with what the stream cannot take written out: a program's output may hold anything."""
    return text.encode(encoding, "backslashreplace").decode(encoding)


def lines_of_example(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException]) -> tuple[str, ...]:
    """The lines of a public example up to the one that failed, without its docstring."""
    function: Callable[..., Any] = inspect.unwrap(getattr(item, "function", lambda: None))
    failed = [entry.lineno for entry in excinfo.traceback if str(entry.path) == str(item.path)]
    try:
        source, first = inspect.getsourcelines(function)
    except (OSError, TypeError):
        return ()
    if not failed:
        return ()
    text = textwrap.dedent("".join(source))
    node = ast.parse(text).body[0]
    begin = node.body[0].lineno if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else 1
    if (
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node)
        and len(node.body) > 1
    ):
        begin = node.body[1].lineno
    last = max(failed[0] + 1 - first + 1, begin)  # an entry counts from 0, a source from 1
    kept = textwrap.dedent("\n".join(text.splitlines()[begin - 1 : last])).splitlines()
    return tuple(kept[-EXAMPLE_LINES:])
