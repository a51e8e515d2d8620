"""The gradebook as a CTRF report (Common Test Report Format, `reportFormat` "CTRF"): JSON that test dashboards read.

Of the format's five statuses two are used. A check that passed is `passed`; all else is `failed`, since readers let
`skipped`, `pending` and `other` through. `rawStatus` says what it was: `failed`, `timed_out`, `not_run`, `errored`, or
why there was nothing to check. A suite is a learner and one of their exercises. Durations are those of the program's
own clock, in milliseconds; points are in the report's `extra`, where the format has room for what it does not know.
"""

from __future__ import annotations

from datetime import UTC, datetime
from math import isfinite
from typing import Any

import msgspec

from grader.exercises import ExerciseInfo
from grader.gradebook import Entry, Gradebook
from grader.language import Language
from grader.reports.cases import Case, cases, storable
from grader.reports.numbers import points_number

SPEC_VERSION = "0.1.0"
"""Of the format."""
_EPOCH = datetime.fromtimestamp(0, UTC)


def render(
    gradebook: Gradebook, *, version: str, start: datetime = _EPOCH, stop: datetime | None = None
) -> str:
    """The text of `ctrf.json`.

    `version` is the grader's; `start` and `stop` say when it judged, with time zones, the format asking for both.
    Where nobody knows, they are the beginning of 1970.
    """
    tests, points, passed, count = [], [], 0, 0
    for row in gradebook.rows():
        for exercise, entry in zip(gradebook.exercises, row.entries, strict=True):
            points.append(_points(entry))
            for case in cases(exercise, entry, gradebook.words(Language.ENGLISH, exercise.id)):
                tests.append(msgspec.json.encode(_test(case, exercise, entry)))
                passed += case.passed
                count += 1
    summary = {
        "tests": count,
        "passed": passed,
        "failed": count - passed,
        "skipped": 0,
        "pending": 0,
        "other": 0,
        "suites": len(gradebook.learners) * len(gradebook.exercises),
        "start": _milliseconds(start),
        "stop": _milliseconds(stop or start),
    }
    document = {
        "reportFormat": "CTRF",
        "specVersion": SPEC_VERSION,
        "generatedBy": "grader",
        "results": {
            "tool": {"name": "grader", "version": version},
            "summary": summary,
            # Written already: a class has too many to be kept as objects.
            "tests": msgspec.Raw(b"[" + b",\n".join(tests) + b"]"),
        },
        "extra": {"points": points},
    }
    return msgspec.json.encode(document).decode() + "\n"


def _test(case: Case, exercise: ExerciseInfo, entry: Entry) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": case.name,
        "status": "passed" if case.passed else "failed",
        "rawStatus": str(case.verdict),
        "duration": round(case.elapsed * 1000) if isfinite(case.elapsed) and case.elapsed > 0 else 0,
        "suite": [storable(entry.learner), exercise.id],
        "filePath": f"exercises/{exercise.id}/{case.file or f'{exercise.module}.py'}",
    }
    if case.task is not None:
        test["labels"] = {"task": case.task, "title": case.title}
    if case.line is not None:
        test["line"] = case.line
    if not case.passed:
        test |= {"message": case.headline, "trace": case.text}
    if case.output:
        test["stdout"] = case.output.split("\n")
    return test


def _points(entry: Entry) -> dict[str, Any]:
    return {
        "learner": storable(entry.learner),
        "exercise": entry.exercise,
        "points": None if entry.final is None else points_number(entry.final),
        "points_exact": None if entry.final is None else str(entry.final),
        "max_points": points_number(entry.score.max_points),
        "provisional": entry.provisional,
    }


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
