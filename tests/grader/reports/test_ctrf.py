"""`ctrf.json` follows the format's schema, as far as it is used, and lets nothing pass that did not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator

from grader.flags import Flag, FoundBy
from grader.reports.ctrf import render
from grader.results import CheckResult, Outcome, RunResult, Status, Where

TEXT, NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}


def closed(required, **optional):
    """The schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


COUNTS = ("tests", "passed", "failed", "skipped", "pending", "other", "start", "stop")
TEST = closed(
    {
        "name": {"type": "string", "minLength": 1},
        "status": {"enum": ["passed", "failed", "skipped", "pending", "other"]},
        "duration": NUMBER,
    },
    rawStatus=TEXT,
    suite={"type": "array", "items": TEXT, "minItems": 1},
    filePath=TEXT,
    line={"type": "integer", "minimum": 1},
    message=TEXT,
    trace=TEXT,
    stdout={"type": "array", "items": TEXT},
    labels={"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
)
SCHEMA = closed(
    {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "results": closed(
            {
                "tool": closed({"name": {"type": "string", "minLength": 1}}, version=TEXT),
                "summary": closed(dict.fromkeys(COUNTS, NUMBER), suites=NUMBER),
                "tests": {"type": "array", "items": TEST},
            }
        ),
    },
    generatedBy=TEXT,
    extra={"type": "object"},
)
"""The parts of the format that are used here, said anew."""
VALIDATOR = Draft202012Validator(SCHEMA)


def document_of(book, **more):
    """The rendered report, held against the schema."""
    document = json.loads(render(book, version="1.2.3", **more))
    VALIDATOR.validate(document)
    return document


def read(book, **more):
    """The results in it."""
    return document_of(book, **more)["results"]


def test_points_are_exact_beside_the_results(make_info, make_run, make_book):
    """One for each learner and exercise."""
    run = make_run((1, Outcome.PASSED), (1, Outcome.FAILED), (1, Outcome.FAILED))
    book = make_book([make_info(tasks=1)], {("li", "01_kata"): run})
    assert document_of(book)["extra"] == {
        "points": [
            {
                "learner": "li",
                "exercise": "01_kata",
                "points": 3.33,
                "points_exact": "10/3",
                "max_points": 10,
                "provisional": False,
            }
        ]
    }


def test_only_what_passed_is_passed(make_info, make_run, make_book):
    """All else is failed, with what it was beside it; the counts agree."""
    run = make_run(*((1, outcome) for outcome in Outcome))
    book = make_book([make_info(tasks=1)], {("li", "01_kata"): run})
    results = read(book)
    assert [(test["status"], test["rawStatus"]) for test in results["tests"]] == [
        ("passed", "passed"),
        ("failed", "failed"),
        ("failed", "errored"),
        ("failed", "timed_out"),
        ("failed", "not_run"),
    ]
    counts = {name: results["summary"][name] for name in ("tests", "passed", "failed", "skipped", "other")}
    assert counts == {"tests": 5, "passed": 1, "failed": 4, "skipped": 0, "other": 0}


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.GRADED])
def test_an_entry_without_checks_is_failed(make_info, make_book, status):
    """Nothing handed in, nothing that could be taken, and a machine that failed."""
    run = RunResult(exercise="01_kata", status=status, message="because")
    (test,) = read(make_book([make_info()], {("li", "01_kata"): run}))["tests"]
    assert (test["status"], test["rawStatus"]) == ("failed", status)
    assert test["trace"].endswith("because")


def test_a_flagged_run_fails_beside_its_checks(make_info, make_run, make_book):
    """A provisional score is not done."""
    flag = Flag(code="patched", reason="It changed a part of Python.", found_by=FoundBy.SCAN)
    run = replace(make_run((1, Outcome.PASSED)), flags=(flag,))
    tests = read(make_book([make_info(tasks=1)], {("li", "01_kata"): run}))["tests"]
    assert [(test["status"], test["rawStatus"]) for test in tests] == [
        ("passed", "passed"),
        ("failed", "provisional"),
    ]


def test_a_test_says_whose_it_is_where_and_how_long_it_took(make_info, make_book):
    """The learner's file, from the course's root; milliseconds of the program's clock."""
    check = CheckResult(
        id="test_a", task=1, outcome=Outcome.FAILED, elapsed=1.5, where=Where(file="kata.py", line=9)
    )
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    (test,) = read(make_book([make_info(tasks=1)], {("li", "01_kata"): run}))["tests"]
    assert (test["filePath"], test["line"], test["duration"]) == ("exercises/01_kata/kata.py", 9, 1500)
    assert test["suite"] == ["li", "01_kata"]


def test_times_are_milliseconds_since_1970(make_info, make_book):
    """As the format asks."""
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    summary = read(make_book([make_info()], {}), start=moment)["summary"]
    assert (summary["start"], summary["stop"]) == (1788220800000, 1788220800000)


def test_every_text_comes_back_as_it_was(hostile, make_hostile):
    """Name, output and message."""
    failed, _, look = read(make_hostile([hostile]))["tests"]
    assert failed["suite"] == [hostile, "01_kata"]
    assert "\n".join(failed["stdout"]) == hostile
    assert failed["message"] == hostile.partition("\n")[0]
    assert look["trace"] == hostile


def test_a_lone_surrogate_becomes_an_escape(make_info, make_run, make_book):
    """UTF-8 has no room for it."""
    book = make_book([make_info(tasks=1)], {("li\ud800", "01_kata"): make_run((1, Outcome.PASSED))})
    assert read(book)["tests"][0]["suite"][0] == "li\\ud800"
