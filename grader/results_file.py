"""`results.json`: everything that was judged, from which every rendering is made. Written and read here, nowhere else.

The format is `grader/results/v1`; its schema is beside this module, in `results.v1.schema.json`. Points are given
twice: as a number, for tools, and as an exact fraction (`"10/3"`), which is the value. A check that passed is a letter
of its result's `outcomes`, in the order of the exercise's checks; only the others are told in full. Each result is a
line of its own, so that a class of ten thousand can be written and read one learner at a time.

What follows from a course's rules (`final`, `lateness`, `override`) stands there for other programs; reading, it is
worked out again from the rules, which the file keeps as they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar, overload

import msgspec

from grader.errors import UsageError
from grader.exercises import ExerciseInfo
from grader.flags import Flag
from grader.gradebook import Entry, Gradebook
from grader.language import Entry as Translation
from grader.results import FORMAT, CheckResult, Outcome, RunResult, Status
from grader.scoring import Score, score
from grader.settlement import Rules, RuleTexts, rules_of, settle
from grader.submission_times import Submitted

NAME = "results.json"

_LETTERS = {
    Outcome.PASSED: ".",
    Outcome.FAILED: "F",
    Outcome.ERRORED: "E",
    Outcome.TIMED_OUT: "T",
    Outcome.NOT_RUN: "N",
}
_PASSED = _LETTERS[Outcome.PASSED]
_CONTRADICTION = "fields `outcomes` and `checks` say different things"
_INFO = ExerciseInfo.__struct_fields__
_Record = TypeVar("_Record")


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

    @property
    def book(self) -> Gradebook:
        """The gradebook with the rules in force."""
        return settle(self.judged, self.rules)


class _Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    task: int
    title: str


class _Exercise(ExerciseInfo, frozen=True, kw_only=True, forbid_unknown_fields=True):
    checks: tuple[_Check, ...]
    chinese: tuple[Translation, ...]


class _Result(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
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


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    format: str


class _Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    grader: str
    python: str
    rules: RuleTexts
    exercises: tuple[_Exercise, ...]
    learners: tuple[str, ...]
    results: list[msgspec.Raw]


# --- writing ----------------------------------------------------------------------------------------------------


def dump(results: Results) -> Iterator[str]:
    """The text of a `results.json`, in pieces."""
    book = results.book
    yield "{\n"
    for name, value in (
        ("format", FORMAT),
        ("grader", results.grader),
        ("python", results.python),
        ("rules", results.rules.texts),
    ):
        yield f'"{name}": {_json(value)},\n'
    known = _checks_of(results.judged)
    yield from _lines("exercises", (_exercise(one, known[one.id], book) for one in book.exercises))
    yield ",\n"
    yield from _lines("learners", book.learners)
    yield ",\n"
    yield from _lines("results", (_result(entry, known[entry.exercise]) for entry in book.entries))
    yield "\n}\n"


def _lines(name: str, values: Iterable[Any]) -> Iterator[str]:
    yield f'"{name}": ['
    separator = "\n"
    for value in values:
        yield separator + _json(value)
        separator = ",\n"
    yield "\n]"


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _checks_of(book: Gradebook) -> dict[str, tuple[_Check, ...]]:
    """The checks of each exercise, as the first graded run has them: they are the spec's, and so everybody's."""
    wanted = {exercise.id for exercise in book.exercises}
    found: dict[str, tuple[_Check, ...]] = {}
    for entry in book.entries:
        if entry.exercise in wanted and entry.run.status is Status.GRADED:
            wanted.discard(entry.exercise)
            checks = entry.run.checks
            found[entry.exercise] = tuple(_Check(id=one.id, task=one.task, title=one.title) for one in checks)
            if not wanted:
                break
    return found | dict.fromkeys(wanted, ())


def _exercise(info: ExerciseInfo, checks: tuple[_Check, ...], book: Gradebook) -> _Exercise:
    fields = {name: getattr(info, name) for name in _INFO}
    return _Exercise(**fields, checks=checks, chinese=book.chinese.get(info.id, ()))


def _result(entry: Entry, known: tuple[_Check, ...]) -> _Result:
    run = entry.run
    as_known = [(one.id, one.task) for one in run.checks] == [(one.id, one.task) for one in known]
    earned, earned_exact = _points(entry.score.points)
    most, most_exact = _points(entry.score.max_points)
    final, final_exact = _points(entry.final)
    return _Result(
        learner=entry.learner,
        exercise=entry.exercise,
        status=run.status,
        score=earned,
        score_exact=earned_exact,
        max_score=most or 0,
        max_score_exact=str(most_exact),
        provisional=entry.provisional,
        final=final,
        final_exact=final_exact,
        lateness=msgspec.Raw(msgspec.json.encode(_lateness(entry))),
        override=msgspec.Raw(msgspec.json.encode(_override(entry))),
        message=run.message,
        flags=run.flags,
        digest=entry.digest,
        submitted=entry.submitted,
        outcomes="".join(_LETTERS[check.outcome] for check in run.checks) if as_known else None,
        checks=tuple(check for check in run.checks if not as_known or check.outcome is not Outcome.PASSED),
    )


def _points(value: Fraction | None) -> tuple[float | int | None, str | None]:
    if value is None:
        return None, None
    return (value.numerator if value.denominator == 1 else float(value)), str(value)


def _lateness(entry: Entry) -> dict[str, Any] | None:
    late = entry.lateness
    if late is None or late.due is None:
        return None
    return {
        "due": late.due,
        "extended": late.extended,
        "days": late.days,
        "excused": late.excused,
        "factor_exact": str(late.factor),
        "unknown": late.unknown,
    }


def _override(entry: Entry) -> dict[str, Any] | None:
    override = entry.override
    if override is None:
        return None
    points, exact = _points(override.points)
    return {
        "points": points,
        "points_exact": exact,
        "reason": override.reason,
        "by": override.by,
        "outdated": entry.outdated,
    }


# --- reading ----------------------------------------------------------------------------------------------------


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
    rules = rules_of(document.rules, exercises, judged.learners)
    return Results(judged=judged, rules=rules, grader=document.grader, python=document.python)


def _document(file: Path, text: bytes) -> _Document:
    """Everything but the results."""
    try:
        written = _decoded(file, text, _Head).format
    except UsageError as error:
        if "missing required field" in str(error):
            raise UsageError(f"{file}: is no {FORMAT}: it has no field `format`") from None
        raise
    if written != FORMAT:
        raise UsageError(f"{file}: is {written[:60]!r}, and this grader reads {FORMAT}: grade again")
    return _decoded(file, text, _Document)


def _decoded(file: Path, text: bytes, record: type[_Record]) -> _Record:
    try:
        return msgspec.json.decode(text, type=record)
    except msgspec.ValidationError as error:
        raise UsageError(f"{file}: {error}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: is not whole, or no JSON ({error}): grade again") from None


def _info(exercise: _Exercise) -> ExerciseInfo:
    return ExerciseInfo(**{name: getattr(exercise, name) for name in _INFO})


class _Table(Sequence[tuple[Entry, ...]]):
    """The results of a file by learner; each row is decoded when it is asked for, and not kept."""

    def __init__(
        self, file: Path, document: _Document, exercises: tuple[ExerciseInfo, ...], places: range
    ) -> None:
        self._file, self._document, self._exercises, self._places = file, document, exercises, places
        self._decoder = msgspec.json.Decoder(_Result)
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

    def _read(self, record: _Result, exercise: ExerciseInfo) -> Entry:
        passed = self._passed[exercise.id]
        run = RunResult(
            exercise=exercise.id,
            status=record.status,
            checks=_checks(record, passed),
            flags=record.flags,
            message=record.message,
        )
        is_full = run.checks is passed and run.status is Status.GRADED and not run.flags
        points = self._full[exercise.id] if is_full else score(exercise, run)  # half a class, as a rule
        _compare(record, points)
        return Entry(
            learner=record.learner,
            exercise=exercise.id,
            digest=record.digest,
            run=run,
            score=points,
            submitted=record.submitted,
        )


def _passed(checks: Iterable[_Check]) -> tuple[CheckResult, ...]:
    return tuple(
        CheckResult(id=one.id, task=one.task, outcome=Outcome.PASSED, title=one.title) for one in checks
    )


def _full(exercise: ExerciseInfo, passed: tuple[CheckResult, ...]) -> RunResult:
    return RunResult(exercise=exercise.id, status=Status.GRADED, checks=passed)


def _checks(record: _Result, passed: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """Every check of a run; those that passed are the same records for everybody. Raises ValueError."""
    outcomes = record.outcomes
    if outcomes is None:
        return record.checks
    if len(outcomes) != len(passed):
        raise ValueError(f"field `outcomes`: has {len(outcomes)} letters for {len(passed)} checks")
    if not outcomes.strip(_PASSED) and not record.checks:
        return passed
    checks, told = list(passed), iter(record.checks)
    for place, letter in enumerate(outcomes):
        if letter != _PASSED:
            check = next(told, None)
            if check is None or check.id != passed[place].id or _LETTERS[check.outcome] != letter:
                raise ValueError(_CONTRADICTION)
            checks[place] = check
    if next(told, None) is not None:
        raise ValueError(_CONTRADICTION)
    return tuple(checks)


def _compare(record: _Result, points: Score) -> None:
    """Raise ValueError for a score that is not that of the checks."""
    if record.score_exact != _points(points.points)[1]:
        raise ValueError(
            f"field `score_exact`: is {record.score_exact}, but the checks give {_points(points.points)[1]}; "
            "set other points in overrides.toml"
        )
