"""What stands in a `results.json`, field by field. `results.v1.schema.json` says the same to other programs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import msgspec

from grader.exercises import ExerciseInfo
from grader.flags import Flag
from grader.gradebook import Gradebook
from grader.language import Entry as Translation
from grader.results import CheckResult, Outcome, Status
from grader.settlement import Rules, RuleTexts, settle
from grader.submission_times import Submitted

NAME = "results.json"

LETTERS = {
    Outcome.PASSED: ".",
    Outcome.FAILED: "F",
    Outcome.ERRORED: "E",
    Outcome.TIMED_OUT: "T",
    Outcome.NOT_RUN: "N",
}
"""The sign of each outcome in `Result.outcomes`."""
PASSED = LETTERS[Outcome.PASSED]
INFO = ExerciseInfo.__struct_fields__
"""The fields of an exercise that its exercise.toml has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a `results.json` holds."""

    judged: Gradebook
    """Before any rule."""
    rules: Rules
    grader: str
    """Version of the grader that judged."""
    python: str
    """Version of the Python that ran the submissions."""
    not_graded: tuple[str, ...] = ()
    """The slugs of the course's other exercises: rules may speak of them."""

    @property
    def book(self) -> Gradebook:
        """The gradebook with the rules in force."""
        return settle(self.judged, self.rules)


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A check of a spec."""

    id: str
    task: int
    title: str


class Exercise(ExerciseInfo, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise, with the checks of its spec and its Chinese."""

    checks: tuple[Check, ...]
    chinese: tuple[Translation, ...]


class Result(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of one learner's submission to one exercise."""

    learner: str
    exercise: str
    status: Status
    score: float | int | None
    score_exact: str | None
    max_score: float | int
    max_score_exact: str
    provisional: bool
    final: float | int | None
    final_exact: str | None
    lateness: msgspec.Raw
    override: msgspec.Raw
    message: str
    flags: tuple[Flag, ...]
    digest: str | None
    submitted: Submitted
    outcomes: str | None
    checks: tuple[CheckResult, ...]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """As much as tells whether the rest can be read."""

    format: str


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file; its results are read one by one."""

    format: str
    grader: str
    python: str
    rules: RuleTexts
    exercises: tuple[Exercise, ...]
    not_graded: tuple[str, ...] = ()
    learners: tuple[str, ...]
    results: list[msgspec.Raw]


def points(value: Fraction | None) -> tuple[float | int | None, str | None]:
    """Points as a number and as an exact fraction."""
    if value is None:
        return None, None
    return (value.numerator if value.denominator == 1 else float(value)), str(value)
