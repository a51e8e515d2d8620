"""Why a check did not pass, as plain records that results.json carries: a cause, sentences, lines of the learner's.

Working a cause out is the business of `grader.diagnosis`, laying it out that of `grader.feedback`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from grader.language import Sentence
from grader.timelines import Timeline


class Cause(StrEnum):
    """The kinds of reasons why a check does not pass; each check that does not has one of them."""

    MISSING_FILE = "missing_file"
    SYNTAX = "syntax"
    NOT_UTF8 = "not_utf8"
    IMPORT = "import"
    """The file raised, ended the program, or did not come to its end, while it was imported."""
    MISSING_NAME = "missing_name"
    NOT_WRITTEN_YET = "not_written_yet"
    RAISED = "raised"
    SIGNATURE = "signature"
    """A function cannot be called as the task calls it."""
    WRONG_KIND = "wrong_kind"
    """A function for a generator, a generator for a coroutine, a task for its result."""
    NEVER_AWAITED = "never_awaited"
    WRONG_VALUE = "wrong_value"
    ORDER = "order"
    """The right values, in another order."""
    WRONG_TIME = "wrong_time"
    ONE_AFTER_THE_OTHER = "one_after_the_other"
    """What should have waited together waited in turn: the sum of the waits, not the longest."""
    BLOCKED_THE_LOOP = "blocked_the_loop"
    DEADLOCK = "deadlock"
    STILL_RUNNING = "still_running"
    """Still running when the real time was up."""
    TASK_LEFT = "task_left"
    CANCELLATION_SWALLOWED = "cancellation_swallowed"
    NEVER_CLOSED = "never_closed"
    TOO_MUCH_OUTPUT = "too_much_output"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out_of_memory"
    FORBIDDEN = "forbidden"
    GRADERS_FAULT = "graders_fault"
    AS_SAID = "as_said"
    """What the spec itself says; its kind is not known."""


OF_THE_FILE = frozenset({Cause.MISSING_FILE, Cause.SYNTAX, Cause.NOT_UTF8, Cause.IMPORT})
"""Causes that lie in the file as a whole: every check ends with them, whatever its task."""
BEFORE_THE_CALL = OF_THE_FILE | {Cause.MISSING_NAME, Cause.NOT_WRITTEN_YET}
"""Causes for which it does not matter what was called, and with what."""


class Label(StrEnum):
    """What a row of a diagnosis tells."""

    TOOK = "took"
    GAVE = "gave"
    PRINTED = "printed"
    SAW = "saw"
    EXPECTED = "expected"
    WHY = "why"
    WAITS = "waits"
    """Who waits, and where."""
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A line of the learner's own files."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A line of the learner's in a traceback."""

    file: str
    line: int
    function: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled line below the headline, and the learner's line that it speaks of."""

    label: Label
    text: Sentence
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """Why a check did not pass: one cause, what to say of it, and where to look."""

    cause: Cause
    headline: Sentence
    details: tuple[Sentence, ...] = ()
    """What was seen and expected, where the headline does not say it."""
    rows: tuple[Row, ...] = ()
    where: Where | None = None
    """The learner's line that it speaks of."""
    source: str = ""
    """The text of that line, stripped."""
    caret: int = 0
    """The column of `source` at which Python stopped reading, from 1 on; 0 where it read all."""
    timeline: Timeline | None = None
    """What ran when, where that explains a time."""
    traceback: tuple[Frame, ...] = ()
    """The learner's own frames, outermost first."""

    @property
    def message(self) -> str:
        """Headline and details in English."""
        return "\n".join(map(str, (self.headline, *self.details)))

    def clean(self, clean: Callable[[str], str], line: Callable[[str], str]) -> Diagnosis:
        """The same with `clean` applied to every text in it, and `line` to every line of source and every name.

        A program's texts may hold anything.
        """
        return replace(
            self,
            headline=_cleaned(self.headline, clean),
            details=tuple(_cleaned(detail, clean) for detail in self.details),
            rows=tuple(
                replace(row, text=_cleaned(row.text, clean), source=line(row.source)) for row in self.rows
            ),
            source=line(self.source),
            traceback=tuple(
                replace(frame, source=line(frame.source), function=line(frame.function))
                for frame in self.traceback
            ),
        )


def _cleaned(said: Sentence, clean: Callable[[str], str]) -> Sentence:
    values = {name: clean(value) if isinstance(value, str) else value for name, value in said.values.items()}
    return Sentence(clean(said.template), values)
