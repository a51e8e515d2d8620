"""`results.json` follows its published schema, and everything can be read back from it."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from fractions import Fraction
from importlib.resources import files

import msgspec
import pytest
from jsonschema import Draft202012Validator

from grader.causes import Cause, Diagnosis, Frame, Label, Row
from grader.flags import FoundBy
from grader.gradebook import Entry, Gradebook
from grader.language import Sentence, say
from grader.reports.json import render
from grader.results import FORMAT, CheckResult, Flag, Outcome, RunResult, Status, Where
from grader.scoring import score
from grader.timelines import Kind, Lane, Span, Timeline

SCHEMA = json.loads(files("grader.reports").joinpath("results.v1.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
DIGEST = "sha256:" + "0f" * 32
TRICKY = ["=cmd|' /C calc'!A0", "李雷", 'a,"b"\nc', "</script>", "x" * 200, "é\u2028"]

LANE = Lane(name="job 1", spans=(Span(start=0, end=1.5, kind=Kind.WAITING),))
DIAGNOSIS = Diagnosis(
    cause=Cause.WRONG_VALUE,
    headline=say("Gave {seen}, expected {expected}.", seen="3", expected="4"),
    details=(Sentence("And more."),),
    rows=(Row(label=Label.WHY, text=say("Number {number} is missing: {expected}.", number=1, expected="4")),),
    where=Where(file="kata.py", line=10),
    source="return 3",
    timeline=Timeline(seen=(LANE,), expected=(LANE,)),
    traceback=(Frame(file="kata.py", line=10, function="f", source="return 3"),),
)
CHECKS = (
    CheckResult(id="test_a[1]", task=1, outcome=Outcome.PASSED, title="A holds.", elapsed=4.5),
    CheckResult(
        id="test_b",
        task=1,
        outcome=Outcome.FAILED,
        message="Gave 3, expected 4.\nAnd more.",
        called="f(2)",
        where=Where(file="kata.py", line=10),
        output="x\n",
        diagnosis=DIAGNOSIS,
    ),
    CheckResult(id="test_c", task=1, outcome=Outcome.NOT_RUN),
    CheckResult(id="test_d", task=2, outcome=Outcome.TIMED_OUT),
    CheckResult(id="test_e", task=3, outcome=Outcome.ERRORED),
)


@pytest.fixture
def book(make_info, make_book):
    """One exercise of three tasks; a run of each status, one of them flagged."""
    flag = Flag(code="looks", reason="Look at this.", file="kata.py", line=3)
    graded = RunResult(exercise="01_kata", status=Status.GRADED, checks=CHECKS, flags=(flag,))
    runs = {("graded", "01_kata"): graded}
    for status in (Status.MISSING, Status.UNGRADABLE, Status.INFRASTRUCTURE_ERROR):
        runs[str(status), "01_kata"] = RunResult(exercise="01_kata", status=status, message="why")
    return make_book([make_info(tasks=3)], runs, DIGEST)


def results(book):
    """The results of a rendered gradebook, by learner."""
    return {result["learner"]: result for result in json.loads(render(book, version="1.2"))["results"]}


def test_the_schema_is_itself_sound():
    """It is valid JSON Schema 2020-12, strict everywhere, and describes every field."""
    Draft202012Validator.check_schema(SCHEMA)
    for definition in [SCHEMA, *SCHEMA["$defs"].values()]:
        assert definition["description"]
        if definition["type"] == "object":
            assert definition["additionalProperties"] is False
            left_out = {"diagnosis"}  # results that were written before there was one still follow the schema
            assert sorted(definition["required"]) == sorted(set(definition["properties"]) - left_out)
            for field in definition["properties"].values():
                assert "description" in field or "$ref" in field


def test_the_schema_knows_every_status_and_outcome():
    """The enums of the schema are those of the code, and so is the name of the format."""
    assert SCHEMA["$defs"]["status"]["enum"] == [str(status) for status in Status]
    assert SCHEMA["$defs"]["outcome"]["enum"] == [str(outcome) for outcome in Outcome]
    assert SCHEMA["properties"]["format"]["const"] == FORMAT


def test_a_gradebook_follows_the_schema(book):
    """A rendering with every status, outcome and kind of field is valid."""
    VALIDATOR.validate(json.loads(render(book, version="1.2")))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.update(extra=1),
        lambda document: document["results"][0].update(extra=1),
        lambda document: document["results"][0].pop("digest"),
        lambda document: document["results"][0].update(status="lost"),
        lambda document: document["results"][0].update(score=None),
        lambda document: document["results"][0]["checks"][0].update(outcome="skipped"),
        lambda document: document["results"][0]["checks"][0].update(points_exact="1.5"),
        lambda document: document["results"][0]["checks"][1]["where"].pop("line"),
        lambda document: document["results"][1].update(score=0, score_exact="0"),
    ],
)
def test_what_is_not_a_gradebook_breaks_the_schema(book, spoil):
    """A field too many or too few, an unknown word, a score of 0 where there is none: all are refused."""
    document = json.loads(render(book, version="1.2"))
    assert document["results"][1]["status"] == "infrastructure_error"
    spoilt = copy.deepcopy(document)
    spoil(spoilt)
    assert VALIDATOR.is_valid(document)
    assert not VALIDATOR.is_valid(spoilt)


def test_the_head_says_what_graded_and_what_was_graded(book):
    """Format, versions and exercises stand before the results."""
    document = json.loads(render(book, version="1.2"))
    assert (document["format"], document["grader"]) == ("grader/results/v1", "1.2")
    assert document["exercises"] == [{"id": "01_kata", "title": "A kata", "points": 10, "tasks": 3}]


def test_a_check_that_failed_is_told_in_full(book):
    """Every field of a check, with its points as a number and as an exact fraction."""
    assert results(book)["graded"]["checks"][1] == {
        "id": "test_b",
        "task": 1,
        "outcome": "failed",
        "title": "",
        "message": "Gave 3, expected 4.\nAnd more.",
        "called": "f(2)",
        "elapsed": 0.0,
        "where": {"file": "kata.py", "line": 10},
        "output": "x\n",
        "diagnosis": json.loads(msgspec.json.encode(DIAGNOSIS)),
        "points": 0,
        "points_exact": "0",
        "max_points": 10 / 9,
        "max_points_exact": "10/9",
    }


def test_a_diagnosis_can_be_read_back(book):
    """A result that was written can be shown again, in another language too."""
    written = results(book)["graded"]["checks"][1]["diagnosis"]
    assert msgspec.convert(written, Diagnosis) == DIAGNOSIS


def test_the_schema_knows_every_cause_and_label():
    """The enumerations are those of the records."""
    assert SCHEMA["$defs"]["diagnosis"]["properties"]["cause"]["enum"] == [*Cause]
    assert SCHEMA["$defs"]["row"]["properties"]["label"]["enum"] == [*Label]
    assert SCHEMA["$defs"]["span"]["properties"]["kind"]["enum"] == [*Kind]


def test_a_check_that_passed_keeps_its_virtual_seconds(book):
    """`elapsed` and `where` are there also where nothing went wrong."""
    check = results(book)["graded"]["checks"][0]
    assert (check["elapsed"], check["where"], check["called"]) == (4.5, None, None)
    assert (check["points_exact"], check["title"]) == ("10/9", "A holds.")


def test_a_result_without_a_verdict_has_no_score(book):
    """Missing is 0; ungradable and infrastructure_error are null, with the reason beside."""
    found = {
        status: (result["score"], result["score_exact"], result["max_score"], result["message"])
        for status, result in results(book).items()
        if status != "graded"
    }
    assert found == {
        "missing": (0, "0", 10, "why"),
        "ungradable": (None, None, 10, "why"),
        "infrastructure_error": (None, None, 10, "why"),
    }


def test_checks_of_a_run_without_a_score_have_no_points(make_info):
    """Checks that were judged before the machine failed stay visible, worth nothing rather than 0."""
    info = make_info(tasks=3)
    run = RunResult(exercise="01_kata", status=Status.INFRASTRUCTURE_ERROR, checks=CHECKS)
    entry = Entry(learner="a", exercise="01_kata", digest=None, run=run, score=score(info, run))
    document = json.loads(
        render(Gradebook(exercises=(info,), learners=("a",), table=((entry,),)), version="1")
    )
    VALIDATOR.validate(document)
    assert {check["points"] for check in document["results"][0]["checks"]} == {None}
    assert document["results"][0]["digest"] is None


def test_flags_and_digest_are_kept(book):
    """What a person must look at comes with its line; the digest says what was judged."""
    result = results(book)["graded"]
    assert result["flags"] == [
        {
            "code": "looks",
            "reason": "Look at this.",
            "file": "kata.py",
            "line": 3,
            "evidence": "",
            "found_by": "collection",
        }
    ]
    assert result["provisional"] is False
    assert result["digest"] == DIGEST


@pytest.mark.parametrize("found_by", FoundBy)
def test_a_flag_of_any_kind_follows_the_schema(make_info, make_run, make_book, found_by):
    """What puts the measurement in doubt makes the score provisional; it stands as it was found."""
    flag = Flag(
        code="patched", reason="It changed a part of Python.", evidence="time.sleep", found_by=found_by
    )
    run = replace(make_run((1, Outcome.PASSED)), flags=(flag,))
    book = make_book([make_info(tasks=1)], {("li", "01_kata"): run})
    VALIDATOR.validate(json.loads(render(book, version="1.2")))
    result = results(book)["li"]
    assert (result["score"], result["provisional"]) == (10, found_by is not FoundBy.COLLECTION)
    assert result["flags"][0]["found_by"] == str(found_by)


@pytest.mark.parametrize("passed", range(8))
def test_fractions_come_back_exactly(make_info, make_run, make_book, passed):
    """Points read from the exact fields are the scores, and their sum is the score of the run."""
    info = make_info(points=10, tasks=1)
    run = make_run(*[(1, Outcome.PASSED if number < passed else Outcome.FAILED) for number in range(7)])
    result = results(make_book([info], {("a", "01_kata"): run}))["a"]
    assert Fraction(result["score_exact"]) == score(info, run).points == Fraction(10 * passed, 7)
    assert sum(Fraction(check["points_exact"]) for check in result["checks"]) == Fraction(10 * passed, 7)
    assert result["score"] == pytest.approx(10 * passed / 7)


def test_any_learner_comes_back(make_info, make_run, make_book):
    """Formulas, Chinese, quotes, commas and line breaks are kept as they are, in any text."""
    info = make_info(tasks=1)
    runs = {}
    for name in TRICKY:
        check = CheckResult(id=name, task=1, outcome=Outcome.FAILED, message=name, called=name, output=name)
        runs[name, "01_kata"] = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    book = make_book([info], runs)
    found = results(book)
    assert sorted(found) == sorted(TRICKY)
    for name in TRICKY:
        check = found[name]["checks"][0]
        assert {check[field] for field in ("id", "message", "called", "output")} == {name}
    VALIDATOR.validate(json.loads(render(book, version="1")))


def test_the_text_can_be_compared(book):
    """Rendering twice gives the same text, indented and ended by a line break."""
    text = render(book, version="1")
    assert text == render(book, version="1")
    assert text.startswith('{\n  "format": "grader/results/v1",\n')
    assert text.endswith("}\n")
