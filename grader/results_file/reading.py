"""Reads a `results.json`, strictly: what cannot be is one line that names the file and the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar, overload

import msgspec

from grader.errors import UsageError
from grader.exercises import ExerciseInfo
from grader.gradebook import Entry, Gradebook
from grader.results import FORMAT, CheckResult, Outcome, RunResult, Status
from grader.results_file.records import (
    INFO,
    LETTERS,
    NAME,
    PASSED,
    Check,
    Document,
    Exercise,
    Head,
    Result,
    Results,
    points,
)
from grader.scoring import Score, score
from grader.settlement import rules_of

_CONTRADICTION = "fields `outcomes` and `checks` say different things"
Record = TypeVar("Record")


def load(folder: Path) -> Results:
    """Read the `results.json` of a folder.

    Raises UsageError, one line that names the file and the place: for a file that is none, that was cut off, that
    another version wrote, or whose scores were changed by hand. The results themselves are read, and checked, when
    they are asked for.
    """
    file = folder / NAME
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{file}: is not there; `grader grade ... --out {folder}` writes it") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    document = _document(file, text)
    width = len(document.exercises)
    if len(document.results) != width * len(document.learners):
        raise UsageError(
            f"{file}: field `results`: has {len(document.results)} results, but there are {width} exercises of "
            f"{len(document.learners)} learners; grade again"
        )
    exercises = tuple(_info(one) for one in document.exercises)
    judged = Gradebook(
        exercises=exercises,
        learners=document.learners,
        table=_Table(file, document, exercises, range(len(document.learners))),
        chinese={one.id: one.chinese for one in document.exercises},
    )
    rules = rules_of(document.rules, exercises, judged.learners, document.not_graded)
    return Results(
        judged=judged,
        rules=rules,
        grader=document.grader,
        python=document.python,
        not_graded=document.not_graded,
    )


def _document(file: Path, text: bytes) -> Document:
    """Everything but the results."""
    try:
        written = _decoded(file, text, Head).format
    except UsageError as error:
        if "missing required field" in str(error):
            raise UsageError(f"{file}: is no {FORMAT}: it has no field `format`") from None
        raise
    if written != FORMAT:
        raise UsageError(f"{file}: is {written[:60]!r}, and this grader reads {FORMAT}: grade again")
    return _decoded(file, text, Document)


def _decoded(file: Path, text: bytes, record: type[Record]) -> Record:
    try:
        return msgspec.json.decode(text, type=record)
    except msgspec.ValidationError as error:
        raise UsageError(f"{file}: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: is not whole, or no JSON ({error}): grade again") from None


def _info(exercise: Exercise) -> ExerciseInfo:
    return ExerciseInfo(**{name: getattr(exercise, name) for name in INFO})


class _Table(Sequence[tuple[Entry, ...]]):
    """The results of a file by learner; each row is decoded when it is asked for, and not kept."""

    def __init__(
        self, file: Path, document: Document, exercises: tuple[ExerciseInfo, ...], places: range
    ) -> None:
        self._file, self._document, self._exercises, self._places = file, document, exercises, places
        self._decoder = msgspec.json.Decoder(Result)
        self._passed = {one.id: _passed(one.checks) for one in document.exercises}
        self._full = {one.id: score(one, _full(one, self._passed[one.id])) for one in exercises}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> tuple[Entry, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> _Table: ...
    def __getitem__(self, place: int | slice) -> tuple[Entry, ...] | _Table:
        if isinstance(place, slice):
            return _Table(self._file, self._document, self._exercises, self._places[place])
        number, width = self._places[place], len(self._exercises)
        return tuple(
            self._entry(number * width + column, self._document.learners[number], exercise)
            for column, exercise in enumerate(self._exercises)
        )

    def _entry(self, number: int, learner: str, exercise: ExerciseInfo) -> Entry:
        try:
            record = self._decoder.decode(self._document.results[number])
            if (record.learner, record.exercise) != (learner, exercise.id):
                raise ValueError(
                    f"is of {record.learner!r} and {record.exercise}, where {learner!r} and {exercise.id} must stand"
                )
            return self._read(record, exercise)
        except (ValueError, msgspec.ValidationError) as error:
            raise UsageError(f"{self._file}: results[{number}]: {error}") from None

    def _read(self, record: Result, exercise: ExerciseInfo) -> Entry:
        passed = self._passed[exercise.id]
        run = RunResult(
            exercise=exercise.id,
            status=record.status,
            checks=_checks(record, passed),
            flags=record.flags,
            message=record.message,
        )
        is_full = run.checks is passed and run.status is Status.GRADED and not run.flags
        earned = self._full[exercise.id] if is_full else score(exercise, run)  # half a class, as a rule
        _compare(record, earned)
        return Entry(
            learner=record.learner,
            exercise=exercise.id,
            digest=record.digest,
            run=run,
            score=earned,
            submitted=record.submitted,
        )


def _passed(checks: Iterable[Check]) -> tuple[CheckResult, ...]:
    return tuple(
        CheckResult(id=one.id, task=one.task, outcome=Outcome.PASSED, title=one.title) for one in checks
    )


def _full(exercise: ExerciseInfo, passed: tuple[CheckResult, ...]) -> RunResult:
    return RunResult(exercise=exercise.id, status=Status.GRADED, checks=passed)


def _checks(record: Result, passed: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """Every check of a run; those that passed are the same records for everybody. Raises ValueError."""
    outcomes = record.outcomes
    if outcomes is None:
        return record.checks
    if len(outcomes) != len(passed):
        raise ValueError(f"field `outcomes`: has {len(outcomes)} letters for {len(passed)} checks")
    if not outcomes.strip(PASSED) and not record.checks:
        return passed
    checks, told = list(passed), iter(record.checks)
    for place, letter in enumerate(outcomes):
        if letter != PASSED:
            check = next(told, None)
            if check is None or check.id != passed[place].id or LETTERS[check.outcome] != letter:
                raise ValueError(_CONTRADICTION)
            checks[place] = check
    if next(told, None) is not None:
        raise ValueError(_CONTRADICTION)
    return tuple(checks)


def _compare(record: Result, earned: Score) -> None:
    """Raise ValueError for a score that is not that of the checks."""
    if record.score_exact != points(earned.points)[1]:
        raise ValueError(
            f"field `score_exact`: is {record.score_exact}, but the checks give {points(earned.points)[1]}; "
            "set other points in overrides.toml"
        )
