"""Classroom 50's `result.json`: what its collector asks of it, whole points, and no 0 where there is no score."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from jsonschema import Draft202012Validator

from grader.flags import Flag, FoundBy
from grader.overrides import Override
from grader.reports.classroom50 import Origin, origin_of, render
from grader.results import Outcome, RunResult, Status

P, F = Outcome.PASSED, Outcome.FAILED
TEXT, WHOLE = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 0}
TEXTS = ("classroom", "assignment", "owner", "commit", "release", "review")
TEST = {
    "type": "object",
    "properties": {"test-name": TEXT, "passed": {"type": "boolean"}, "score": WHOLE, "max-score": WHOLE},
    "required": ["test-name", "passed", "score", "max-score"],
}
FIELDS = dict.fromkeys(TEXTS, TEXT) | {
    "schema": {"const": "classroom50/result/v1"},
    "submission": {"type": "string", "pattern": "^submit/"},
    "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    "score": WHOLE,
    "max-score": WHOLE,
    "tests": {"type": "array", "items": TEST},
}
VALIDATOR = Draft202012Validator(
    {"type": "object", "properties": FIELDS, "required": list(FIELDS), "additionalProperties": False}
)
"""What the collector of Classroom 50 checks, said anew; what it lets a test have besides is open."""


def read(book, row=None, origin=None):
    """The document for the first learner, held against the schema and the sums that it must agree with."""
    document = json.loads(render(book, row or next(book.rows()), origin))
    VALIDATOR.validate(document)
    for name in ("score", "max-score"):
        assert document[name] == sum(test[name] for test in document["tests"])
    assert all(test["score"] <= test["max-score"] for test in document["tests"])
    return document


def points_of(make_info, make_book, make_run, passed, checks, points=10):
    """(score, max-score, passed) of an exercise with so many checks, of which so many passed."""
    run = make_run(*([(1, P)] * passed + [(1, F)] * (checks - passed)))
    (test,) = read(make_book([make_info(tasks=1, points=points)], {("li", "01_kata"): run}))["tests"]
    return test["score"], test["max-score"], test["passed"]


@pytest.mark.parametrize(
    ("passed", "checks", "score"),
    [(0, 3, 0), (1, 3, 3), (2, 3, 7), (3, 3, 10), (1, 20, 1), (1, 21, 0), (199, 200, 9), (999, 1000, 9)],
)
def test_points_are_rounded_half_up_but_never_to_full(make_info, make_book, make_run, passed, checks, score):
    """Of 10 points, 9.95 are 9: 10 would say that nothing is missing."""
    full = passed == checks
    assert points_of(make_info, make_book, make_run, passed, checks) == (score, 10, full)


def test_an_exercise_of_one_point_is_full_or_nothing(make_info, make_book, make_run):
    """There is nothing between 0 and 1."""
    assert points_of(make_info, make_book, make_run, 9, 10, points=1) == (0, 1, False)


def test_the_sum_is_full_only_where_all_is(make_info, make_book, make_run):
    """Rounding errors of several exercises do not add up to what one lacks."""
    infos = [make_info(f"0{number}_kata", tasks=1) for number in range(1, 10)]
    runs = {("li", info.id): make_run(*[(1, P)] * 199, (1, F), slug=info.id) for info in infos}
    document = read(make_book(infos, runs))
    assert (document["score"], document["max-score"]) == (81, 90)


@pytest.mark.parametrize("status", [Status.INFRASTRUCTURE_ERROR, Status.UNGRADABLE])
def test_without_a_score_there_is_no_file(make_info, make_book, status):
    """The format has only whole numbers, and 0 is one."""
    book = make_book([make_info()], {("li", "01_kata"): RunResult(exercise="01_kata", status=status)})
    assert render(book, next(book.rows())) is None


def test_points_that_a_person_set_are_a_score(make_info, make_book):
    """Also where the machine had failed."""
    run = RunResult(exercise="01_kata", status=Status.INFRASTRUCTURE_ERROR)
    book = make_book([make_info()], {("li", "01_kata"): run})
    row = next(book.rows())
    override = Override(points=Fraction(15, 2), reason="r", by="b")
    row = replace(row, entries=(replace(row.entries[0], override=override),))
    test = read(book, row)["tests"][0]
    assert (test["score"], test["score-exact"]) == (8, "15/2")


def test_a_provisional_score_has_not_passed(make_info, make_run, make_book):
    """It stands as it was found, but is not full."""
    flag = Flag(code="patched", reason="r", found_by=FoundBy.SCAN)
    run = replace(make_run((1, P)), flags=(flag,))
    (test,) = read(make_book([make_info(tasks=1)], {("li", "01_kata"): run}))["tests"]
    assert (test["score"], test["passed"], test["provisional"]) == (10, False, True)


MOMENT = datetime(2026, 9, 1, 12, tzinfo=UTC)


def test_where_it_comes_from_is_what_the_runner_says(make_info, make_book):
    """Its variables are taken as they are."""
    environment = {
        "CLASSROOM": "cs",
        "ASSIGNMENT": "kata",
        "OWNER": "lilei",
        "SUBMISSION_TAG": "submit/2026",
        "COMMIT_URL": "https://example.org/commit/1",
        "RELEASE_URL": "https://example.org/release/1",
        "REVIEW_URL": "https://example.org/compare/1",
    }
    document = read(make_book([make_info()], {("x", "01_kata"): None}), None, origin_of(environment, MOMENT))
    assert [document[name] for name in (*TEXTS, "submission", "datetime")] == [
        "cs",
        "kata",
        "lilei",
        "https://example.org/commit/1",
        "https://example.org/release/1",
        "https://example.org/compare/1",
        "submit/2026",
        "2026-09-01T12:00:00Z",
    ]


def test_without_that_runner_github_says_it():
    """The repository, the commit and its owner's name."""
    environment = {"GITHUB_SERVER_URL": "https://example.org", "GITHUB_REPOSITORY": "a/b", "GITHUB_SHA": "1"}
    origin = origin_of(environment, MOMENT)
    assert (origin.assignment, origin.commit) == ("b", "https://example.org/a/b/commit/1")
    assert origin.review == origin.commit


def test_every_text_comes_back_as_it_was(hostile, make_hostile):
    """The learner's name stands for the owner where nobody says who that is."""
    assert read(make_hostile([hostile]))["owner"] == hostile
    assert read(make_hostile(["x"]), None, Origin(classroom=hostile))["classroom"] == hostile
