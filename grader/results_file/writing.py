"""Writes a `results.json`, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from grader.exercises import ExerciseInfo
from grader.gradebook import Entry, Gradebook
from grader.results import FORMAT, Outcome, Status
from grader.results_file.records import INFO, LETTERS, Check, Exercise, Result, Results, points


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
    yield from _lines("not_graded", results.not_graded)
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


def _checks_of(book: Gradebook) -> dict[str, tuple[Check, ...]]:
    """The checks of each exercise, as the first graded run has them: they are the spec's, and so everybody's."""
    wanted = {exercise.id for exercise in book.exercises}
    found: dict[str, tuple[Check, ...]] = {}
    for entry in book.entries:
        if entry.exercise in wanted and entry.run.status is Status.GRADED:
            wanted.discard(entry.exercise)
            checks = entry.run.checks
            found[entry.exercise] = tuple(Check(id=one.id, task=one.task, title=one.title) for one in checks)
            if not wanted:
                break
    return found | dict.fromkeys(wanted, ())


def _exercise(info: ExerciseInfo, checks: tuple[Check, ...], book: Gradebook) -> Exercise:
    fields = {name: getattr(info, name) for name in INFO}
    return Exercise(**fields, checks=checks, chinese=book.chinese.get(info.id, ()))


def _result(entry: Entry, known: tuple[Check, ...]) -> Result:
    run = entry.run
    as_known = [(one.id, one.task) for one in run.checks] == [(one.id, one.task) for one in known]
    earned, earned_exact = points(entry.score.points)
    most, most_exact = points(entry.score.max_points)
    final, final_exact = points(entry.final)
    return Result(
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
        outcomes="".join(LETTERS[check.outcome] for check in run.checks) if as_known else None,
        checks=tuple(check for check in run.checks if not as_known or check.outcome is not Outcome.PASSED),
    )


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
    number, exact = points(override.points)
    return {
        "points": number,
        "points_exact": exact,
        "reason": override.reason,
        "by": override.by,
        "outdated": entry.outdated,
    }
