"""Gradescope's `results.json`: its documented fields, a test per task, and nothing for learners that is not theirs."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from jsonschema import Draft202012Validator

from grader.flags import Flag, FoundBy
from grader.language import Language
from grader.lateness import Lateness
from grader.overrides import Override
from grader.reports.gradescope import render
from grader.results import CheckResult, Outcome, RunResult, Status

P, F = Outcome.PASSED, Outcome.FAILED
FORMATS = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
POINTS = {"type": "number", "minimum": 0}
TEST = {
    "type": "object",
    "properties": {
        "score": POINTS,
        "max_score": POINTS,
        "status": {"enum": ["passed", "failed"]},
        "name": {"type": "string"},
        "name_format": FORMATS,
        "number": {"type": "string"},
        "output": {"type": "string"},
        "output_format": FORMATS,
        "tags": {"type": "array", "items": {"type": "string"}},
        "visibility": VISIBILITY,
        "extra_data": {"type": "object"},
    },
    "additionalProperties": False,
}
VALIDATOR = Draft202012Validator(
    {
        "type": "object",
        "properties": {
            "score": POINTS,
            "execution_time": POINTS,
            "output": {"type": "string"},
            "output_format": FORMATS,
            "test_output_format": FORMATS,
            "test_name_format": FORMATS,
            "visibility": VISIBILITY,
            "stdout_visibility": VISIBILITY,
            "extra_data": {"type": "object"},
            "tests": {"type": "array", "items": TEST},
        },
        "additionalProperties": False,
    }
)
"""The fields that Gradescope documents, and no others."""
PATCHED = Flag(
    code="patched",
    reason="It changed a part of Python.",
    line=4,
    evidence="time.sleep = None",
    found_by=FoundBy.SCAN,
)


def read(book, row=None, **more):
    """The document for the first learner, held against the schema."""
    document = json.loads(render(book, row or next(book.rows()), **more))
    VALIDATOR.validate(document)
    return document


def changed(book, **changes):
    """The book, and its first row with a changed first entry."""
    row = next(book.rows())
    return book, replace(row, entries=(replace(row.entries[0], **changes), *row.entries[1:]))


@pytest.fixture
def book(make_info, make_run, make_book):
    """One learner with two tasks: one done, one of whose checks a third passed."""
    run = make_run((1, P), (2, P), (2, F), (2, F))
    return make_book([make_info(tasks=2)], {("li", "01_kata"): run})


def test_a_task_is_a_test_with_rounded_points(book):
    """Two decimals, and the score is the sum of the exact ones."""
    document = read(book)
    assert document["score"] == 6.67
    assert [(t["name"], t["score"], t["max_score"], t["status"]) for t in document["tests"]] == [
        ("01_kata · Task 1: the task 1", 5, 5, "passed"),
        ("01_kata · Task 2: the task 2", 1.67, 5, "failed"),
    ]
    assert document["extra_data"] == {
        "learner": "li",
        "score_exact": "20/3",
        "max_score_exact": "10",
        "provisional": False,
    }


def test_an_open_task_says_why(make_info, make_book):
    """The first check that did not pass is explained, after how many did; its id is nowhere."""
    checks = [
        CheckResult(id=f"test_secret[{number}]", task=1, outcome=F, message=f"Gave {number}.")
        for number in (1, 2)
    ]
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=tuple(checks))
    text = render(book := make_book([make_info(tasks=1)], {("li", "01_kata"): run}), next(book.rows()))
    (test,) = json.loads(text)["tests"]
    assert test["output"].splitlines()[:3] == ["0 of 2 checks passed.", "", "Gave 1."]
    assert "Gave 2" not in text
    assert "test_secret" not in text


@pytest.mark.parametrize("status", [Status.INFRASTRUCTURE_ERROR, Status.UNGRADABLE])
def test_where_a_run_has_no_score_there_is_none_at_all(make_info, make_run, make_book, status):
    """Not at the top, and by no test: a sum of the others would look like a score."""
    runs = {
        ("li", "01_kata"): make_run((1, P)),
        ("li", "02_kata"): RunResult(exercise="02_kata", status=status, message="no memory"),
    }
    document = read(make_book([make_info(tasks=1), make_info("02_kata", tasks=1)], runs))
    assert "score" not in document
    assert not [test for test in document["tests"] if "score" in test or "max_score" in test]
    assert document["output"] == "Exercises without a score yet: 1."
    assert document["tests"][1]["output"].endswith("no memory")


def test_what_was_not_handed_in_is_0(make_info, make_run, make_book):
    """That is a score."""
    infos = [make_info(tasks=1), make_info("02_kata", tasks=1)]
    document = read(make_book(infos, {("li", "01_kata"): make_run((1, P))}))
    assert document["score"] == 10
    assert [(t["score"], t["max_score"], t["status"]) for t in document["tests"]] == [
        (10, 10, "passed"),
        (0, 10, "failed"),
    ]


def test_only_instructors_see_what_makes_a_score_provisional(make_info, make_run, make_book):
    """It is a test of its own, hidden, without points; the rest is visible."""
    run = replace(make_run((1, P)), flags=(PATCHED,))
    document = read(make_book([make_info(tasks=1)], {("li", "01_kata"): run}))
    shown, hidden = document["tests"]
    assert (shown["visibility"], hidden["visibility"]) == ("visible", "hidden")
    assert "score" not in hidden
    assert hidden["output"].splitlines() == [
        "Provisional: look before these points count.",
        "It changed a part of Python.",
        "kata.py:4  time.sleep = None",
    ]
    assert "changed a part" not in json.dumps([shown, document["output"]])


def test_points_that_a_person_set_count_and_their_reason_is_hidden(book):
    """The learner reads that it was done; the instructor by whom and why, beside what was judged."""
    override = Override(points=Fraction(9), reason="the lab was dark", by="Han")
    document = read(*changed(book, override=override))
    assert document["score"] == 9
    assert document["output"] == "01_kata: A person has set the points: 9 of 10."
    hidden = document["tests"][-1]
    assert (hidden["visibility"], hidden["output"]) == (
        "hidden",
        "Set by Han (the lab was dark); judged: 6.67.",
    )


def test_lateness_counts_and_is_told(book):
    """The score at the top is what is left; the tests have what was earned."""
    from datetime import UTC, datetime  # noqa: PLC0415

    late = Lateness(due=datetime(2026, 9, 1, tzinfo=UTC), days=1, factor=Fraction(1, 2))
    document = read(*changed(book, lateness=late))
    assert document["score"] == 3.33
    assert document["output"].startswith("01_kata: Days late: 1")


def test_it_speaks_the_learners_language(book):
    """Titles and sentences."""
    first = read(book, language=Language.CHINESE)["tests"][0]
    assert "任务" in first["name"]
    assert "检查" in first["output"]


def test_every_text_comes_back_as_it_was(hostile, make_hostile):
    """The name; and what a program printed is text, not markup."""
    document = read(make_hostile([hostile]))
    assert document["extra_data"]["learner"] == hostile
    assert {test["output_format"] for test in document["tests"]} == {"text"}
    assert hostile in document["tests"][-1]["output"]
