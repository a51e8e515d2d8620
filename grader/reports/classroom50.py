"""One learner's results as Classroom 50's `result.json`, schema `classroom50/result/v1`.

The contract is that of Classroom 50's own documentation ("Advanced Autograding") and of what its collector accepts:
`schema`, `classroom`, `assignment`, `owner`, `submission` (a tag `submit/...`), `commit`, `release`, `review`,
`datetime`, `score`, `max-score`, and `tests` with `test-name`, `passed`, `score`, `max-score`. Points are whole
numbers, and those at the top are the sums of those of the tests. Further fields of a test are kept as they are.

A test is an exercise. Its points are rounded half up to whole ones, but what is not full is never rounded to full; the
exact ones are beside them. A provisional score stands as it was found, and has not `passed`.

The format cannot say that there is no score, and 0 would be wrong. Then there is no `result.json`, which Classroom 50
takes, with an exit code that is not 0, for a grader that has failed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from grader.exercises import ExerciseInfo
from grader.gradebook import Entry, Gradebook, Row
from grader.reports.cases import storable
from grader.reports.numbers import whole_points

SCHEMA = "classroom50/result/v1"
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a submission comes from, as the runner of Classroom 50 says it; its collector checks that."""

    classroom: str = _UNKNOWN
    assignment: str = _UNKNOWN
    owner: str = ""
    """The account that the repository belongs to; empty for the learner's name."""
    submission: str = "submit/unknown"
    commit: str = _UNKNOWN
    release: str = _UNKNOWN
    review: str = ""
    """Empty for the commit."""
    at: datetime | None = None
    """When it was submitted, with time zone; None for what the gradebook knows of it."""


def origin_of(environment: Mapping[str, str], at: datetime) -> Origin:
    """What the variables of Classroom 50's runner say, or else those of GitHub Actions."""

    def of(name: str, otherwise: str = _UNKNOWN) -> str:
        return environment.get(name) or otherwise

    server, repository = of("GITHUB_SERVER_URL", "https://github.com"), of("GITHUB_REPOSITORY", "")
    page = f"{server}/{repository}" if repository else ""
    commit = of("COMMIT_URL", f"{page}/commit/{of('GITHUB_SHA', 'HEAD')}" if page else _UNKNOWN)
    return Origin(
        classroom=of("CLASSROOM"),
        assignment=of("ASSIGNMENT", repository.rpartition("/")[2] or _UNKNOWN),
        owner=of("OWNER", of("USERNAME", "")),
        submission=of("SUBMISSION_TAG", "submit/unknown"),
        commit=commit,
        release=of("RELEASE_URL", f"{page}/releases" if page else _UNKNOWN),
        review=of("REVIEW_URL", commit),
        at=at,
    )


def render(gradebook: Gradebook, row: Row, origin: Origin | None = None) -> str | None:
    """The text of `result.json` for the learner of `row`; None where a run has no score."""
    if row.unscored:
        return None
    origin = origin or Origin()
    tests = [_test(*pair) for pair in zip(gradebook.exercises, row.entries, strict=True)]
    texts = {
        "schema": SCHEMA,
        "classroom": origin.classroom,
        "assignment": origin.assignment,
        "owner": origin.owner or row.learner,
        "submission": origin.submission,
        "commit": origin.commit,
        "release": origin.release,
        "review": origin.review or origin.commit,
        "datetime": _datetime(origin, row),
    }
    document = {name: storable(text) for name, text in texts.items()} | {
        "score": sum(test["score"] for test in tests),
        "max-score": sum(test["max-score"] for test in tests),
        "tests": tests,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _test(exercise: ExerciseInfo, entry: Entry) -> dict[str, Any]:
    points, most = entry.final or entry.score.max_points * 0, entry.score.max_points
    return {
        "test-name": f"{exercise.id}: {exercise.title}",
        "passed": entry.is_full,
        "score": whole_points(points, most),
        "max-score": whole_points(most, most),
        "score-exact": str(points),
        "status": str(entry.run.status),
        "provisional": entry.provisional,
        "tasks-done": sum(task.solved for task in entry.score.tasks),
        "tasks": len(exercise.tasks),
    }


def _datetime(origin: Origin, row: Row) -> str:
    """The moment of the submission in UTC, to the second: the latest where the exercises have several."""
    known = [entry.submitted.at for entry in row.entries if entry.submitted.at is not None]
    moment = origin.at or max(known, default=datetime.fromtimestamp(0, UTC))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
