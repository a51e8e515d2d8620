"""One learner's results as Gradescope's `results.json`, which its page shows to the learner and to the instructors.

A test is a task of an exercise, with the points that it earned and why it is not done, as on the learner's own page.
The hidden checks are not named. What only concerns whoever teaches is a test with the visibility `hidden`: what makes
a score provisional, and who has set points for which reason.

The score at the top is what counts, after lateness and overrides; Gradescope takes it instead of the sum of its tests.
Where a run has no score (the machine failed, or the files could not be taken), there is none at all, neither at the top
nor by test: Gradescope then reports that grading has failed, as it should, and stores no 0. Points have two decimals.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from grader.exercises import ExerciseInfo
from grader.gradebook import Entry, Gradebook, Row
from grader.language import Language, Words, say
from grader.reports.cases import cases, explanation, storable
from grader.reports.numbers import points_number, points_text
from grader.reports.open_checks import open_checks
from grader.reports.wording import why_provisional
from grader.results import Status

Test = dict[str, Any]


def render(gradebook: Gradebook, row: Row, *, language: Language = Language.ENGLISH) -> str:
    """The text of `results.json` for the learner of `row`, one of the gradebook's rows."""
    scored = row.unscored == 0
    tests: list[Test] = []
    for exercise, entry in zip(gradebook.exercises, row.entries, strict=True):
        words = gradebook.words(language, exercise.id)
        tests += (
            _tasks(exercise, entry, words) if _has_tasks(entry) else [_no_verdict(exercise, entry, words)]
        )
        tests += _hidden(exercise, entry, gradebook.words(Language.ENGLISH, exercise.id))
    document: dict[str, Any] = {
        "output": _output(gradebook, row, language),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests if scored else [_without_points(test) for test in tests],
        "extra_data": {
            "learner": storable(row.learner),
            "score_exact": str(row.total) if scored else None,
            "max_score_exact": str(gradebook.max_points),
            "provisional": bool(row.provisional),
        },
    }
    if scored:
        document = {"score": points_number(row.total), **document}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _has_tasks(entry: Entry) -> bool:
    return entry.run.status is Status.GRADED and bool(entry.run.checks)


def _test(name: str, points: Fraction, most: Fraction, output: str, *, solved: bool) -> Test:
    return {
        "name": storable(name),
        "name_format": "text",
        "score": points_number(points),
        "max_score": points_number(most),
        "status": "passed" if solved else "failed",
        "output": storable(output),
        "output_format": "text",
        "visibility": "visible",
    }


def _tasks(exercise: ExerciseInfo, entry: Entry, words: Words) -> Iterator[Test]:
    found = open_checks(entry).by_task
    for number, (task, score) in enumerate(zip(exercise.tasks, entry.score.tasks, strict=True), 1):
        title = words.chosen(task.title, task.title_zh)
        name = words.of(say("Task {number}: {title}", number=number, title=title))
        failed = found.get(number)
        done = words.of(say("{passed} of {checks} checks passed.", passed=score.passed, checks=score.checks))
        # The first one is the place to start. Each test is opened by itself there, so each has the whole reason.
        output = f"{done}\n\n{explanation(failed[0], exercise, words)}" if failed else done
        yield _test(f"{exercise.id} · {name}", score.points, score.max_points, output, solved=score.solved)


def _no_verdict(exercise: ExerciseInfo, entry: Entry, words: Words) -> Test:
    case = next(cases(exercise, entry, words))
    title = words.chosen(exercise.title, exercise.title_zh)
    worth = entry.score.max_points
    return _test(f"{exercise.id} · {title}", Fraction(), worth, case.text or case.headline, solved=False)


def _hidden(exercise: ExerciseInfo, entry: Entry, words: Words) -> Iterator[Test]:
    """What only an instructor sees of an entry."""
    lines = why_provisional(entry, words) if entry.provisional else []
    if lines:
        lines += [
            f"{flag.file or f'{exercise.module}.py'}:{flag.line or '?'}  {flag.evidence}"
            for flag in entry.run.flags
            if flag.is_tampering and flag.evidence
        ]
        lines.insert(0, "Provisional: look before these points count.")
    if entry.override is not None:
        judged = "no score" if entry.score.points is None else points_text(entry.score.points)
        lines += [f"Set by {entry.override.by} ({entry.override.reason}); judged: {judged}."]
    if lines:
        test = _test(
            f"{exercise.id} · for instructors", Fraction(), Fraction(), "\n".join(lines), solved=False
        )
        yield _without_points(test) | {"visibility": "hidden"}


def _output(gradebook: Gradebook, row: Row, language: Language) -> str:
    """What is said of all the exercises together, and of points that are not those of the tasks."""
    words, lines = gradebook.words(language, ""), []
    if row.unscored:
        lines.append(words.of(say("Exercises without a score yet: {count}.", count=row.unscored)))
    for exercise, entry in zip(gradebook.exercises, row.entries, strict=True):
        if entry.late is not None:
            lines.append(f"{exercise.id}: {words.of(entry.late)}")
        if entry.final is not None and entry.override is not None:
            points, most = points_text(entry.final), points_text(entry.score.max_points)
            said = say("A person has set the points: {points} of {most}.", points=points, most=most)
            lines.append(f"{exercise.id}: {words.of(said)}")
    return storable("\n".join(lines))


def _without_points(test: Test) -> Test:
    return {name: value for name, value in test.items() if name not in {"score", "max_score"}}
