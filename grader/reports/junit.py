"""The gradebook as JUnit XML, which CI servers read: a testsuite per learner and exercise, a testcase per check.

There is no standard, only what readers have in common. Jenkins, GitLab and the actions on GitHub all take
`testsuites` > `testsuite` > `testcase` with `name`, `classname` and `time`, one of `failure`, `error` and `skipped`
with `message` and `type`, and `system-out`. They tell cases apart by class and name: the class here is
`LEARNER.EXERCISE`, the name is the check's.

A check that failed, ran out of time or was not run is a `failure`. A check that broke, and work that could not be
judged at all, is an `error`. Nothing is `skipped`, since many readers count that as success. Times are those of the
program's own clock, in seconds; a learner's own name and their points are properties of the suite.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from math import isfinite
from xml.sax.saxutils import escape

from grader.exercises import ExerciseInfo
from grader.gradebook import Entry, Gradebook
from grader.language import Language
from grader.reports.cases import Case, cases, storable
from grader.reports.numbers import points_text

# A reader makes plain blanks of these where they stand as they are: in attributes, and \r in text too.
_IN_ATTRIBUTES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_IN_TEXT = {"\r": "&#13;"}


def render(gradebook: Gradebook) -> str:
    """The text of `junit.xml`."""
    total, suites = _Counts(), []
    for row in gradebook.rows():
        for exercise, entry in zip(gradebook.exercises, row.entries, strict=True):
            counts, text = _suite(gradebook, exercise, entry)
            total.add(counts)
            suites.append(text)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="grader"{total}>\n'
    return "".join(chain([head], suites, ["</testsuites>\n"]))


class _Counts:
    """How many cases there are, how they ended, and how long they took."""

    def __init__(self) -> None:
        self.tests, self.failures, self.errors, self.time = 0, 0, 0, 0.0

    def note(self, case: Case) -> None:
        self.tests += 1
        self.errors += case.broke
        self.failures += not case.broke and not case.passed
        self.time += _seconds(case)

    def add(self, other: _Counts) -> None:
        self.tests += other.tests
        self.failures += other.failures
        self.errors += other.errors
        self.time += other.time

    def __str__(self) -> str:
        return (
            f' tests="{self.tests}" failures="{self.failures}" errors="{self.errors}" skipped="0"'
            f' time="{self.time:.3f}"'
        )


def _suite(gradebook: Gradebook, exercise: ExerciseInfo, entry: Entry) -> tuple[_Counts, str]:
    counts, lines = _Counts(), []
    owner = _attribute(f"{entry.learner}.{exercise.id}")
    for case in cases(exercise, entry, gradebook.words(Language.ENGLISH, exercise.id)):
        counts.note(case)
        lines.append(_case(case, owner))
    name = _attribute(f"{entry.learner}: {exercise.id}")
    head = f'  <testsuite name="{name}"{counts}>\n'
    return counts, "".join([head, *_properties(exercise, entry), *lines, "  </testsuite>\n"])


def _properties(exercise: ExerciseInfo, entry: Entry) -> Iterator[str]:
    properties = {
        "learner": entry.learner,
        "exercise": exercise.id,
        "status": str(entry.run.status),
        "points": "" if entry.final is None else points_text(entry.final),
        "points_exact": "" if entry.final is None else str(entry.final),
        "max_points": points_text(entry.score.max_points),
        "provisional": "true" if entry.provisional else "false",
    }
    yield "    <properties>\n"
    for name, value in properties.items():
        yield f'      <property name="{name}" value="{_attribute(value)}"/>\n'
    yield "    </properties>\n"


def _case(case: Case, owner: str) -> str:
    head = f'    <testcase name="{_attribute(case.name)}" classname="{owner}" time="{_seconds(case):.3f}"'
    if case.passed and not case.output:
        return f"{head}/>\n"
    return "".join([head, ">\n", *_inside(case), "    </testcase>\n"])


def _inside(case: Case) -> Iterator[str]:
    if not case.passed:
        tag = "error" if case.broke else "failure"
        message = f'message="{_attribute(case.headline)}" type="{case.verdict}"'
        yield f"      <{tag} {message}>{escape(case.text, _IN_TEXT)}</{tag}>\n"
    if case.output:
        yield f"      <system-out>{escape(case.output, _IN_TEXT)}</system-out>\n"


def _seconds(case: Case) -> float:
    return case.elapsed if isfinite(case.elapsed) and case.elapsed > 0 else 0.0


def _attribute(text: str) -> str:
    return escape(storable(text), _IN_ATTRIBUTES)
