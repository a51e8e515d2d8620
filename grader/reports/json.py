"""The gradebook as `grader/results/v1` JSON, from which every other rendering can be made.

Points are given twice: as a number, for tools, and as an exact fraction (`"10/3"`), which is the value.
The schema is published beside this module, in `results.v1.schema.json`.
"""

from __future__ import annotations

import platform
from fractions import Fraction
from typing import Any

import msgspec

from grader.gradebook import Entry, Gradebook
from grader.results import FORMAT, CheckResult
from grader.scoring import CheckScore


def render(gradebook: Gradebook, *, version: str) -> str:
    """The text of `results.json`; `version` is the grader's."""
    document = {
        "format": FORMAT,
        "grader": version,
        "python": platform.python_version(),
        "exercises": [
            {
                "id": exercise.id,
                "title": exercise.title,
                "points": exercise.points,
                "tasks": len(exercise.tasks),
            }
            for exercise in gradebook.exercises
        ],
        "results": [_entry(entry) for entry in gradebook.entries],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    run, score = entry.run, entry.score
    scores = score.checks or [None] * len(run.checks)
    return {
        "learner": entry.learner,
        "exercise": entry.exercise,
        "status": run.status,
        **_points("score", score.points),
        **_points("max_score", score.max_points),
        "provisional": score.provisional,
        "message": run.message,
        "flags": [msgspec.to_builtins(flag) for flag in run.flags],
        "digest": entry.digest,
        "checks": [_check(check, points) for check, points in zip(run.checks, scores, strict=True)],
    }


def _check(check: CheckResult, score: CheckScore | None) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(check)
    points = score.points if score else None
    max_points = score.max_points if score else None
    return shown | _points("points", points) | _points("max_points", max_points)


def _points(name: str, value: Fraction | None) -> dict[str, float | int | str | None]:
    if value is None:
        return {name: None, f"{name}_exact": None}
    number = value.numerator if value.denominator == 1 else float(value)
    return {name: number, f"{name}_exact": str(value)}
