"""The gradebook as `grader/results/v1` JSON, from which every other rendering can be made.

Points are given twice: as a number, for tools, and as an exact fraction (`"10/3"`), which is the value.
The schema is published beside this module, in `results.v1.schema.json`.
"""

from __future__ import annotations

import platform
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import msgspec

from grader.gradebook import Entry, Gradebook
from grader.results import FORMAT, CheckResult, Outcome
from grader.scoring import TaskScore


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
        "checks": [_check(check, score.tasks) for check in run.checks],
    }


def _check(check: CheckResult, tasks: Sequence[TaskScore]) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(check)
    worth = tasks[check.task - 1].max_points / tasks[check.task - 1].checks if tasks else None
    points = worth if worth is None or check.outcome is Outcome.PASSED else Fraction()
    return shown | _points("points", points) | _points("max_points", worth)


def _points(name: str, value: Fraction | None) -> dict[str, float | int | str | None]:
    if value is None:
        return {name: None, f"{name}_exact": None}
    number = value.numerator if value.denominator == 1 else float(value)
    return {name: number, f"{name}_exact": str(value)}
