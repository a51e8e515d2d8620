"""`junit.xml` is read back by a library for it, keeps to what CI servers have in common, and lets nothing pass."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace

import pytest
from junitparser import Error, Failure, JUnitXml

from grader.flags import Flag, FoundBy
from grader.reports.junit import render
from grader.results import CheckResult, Outcome, RunResult, Status

COUNTS = {"tests", "failures", "errors", "skipped", "time"}
RULES: dict[str, tuple[set[str], set[str]]] = {
    # element: (the attributes it must have, the elements that may stand in it)
    "testsuites": ({"name", *COUNTS}, {"testsuite"}),
    "testsuite": ({"name", *COUNTS}, {"properties", "testcase"}),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": ({"name", "classname", "time"}, {"failure", "error", "system-out"}),
    "failure": ({"message", "type"}, set()),
    "error": ({"message", "type"}, set()),
    "system-out": (set(), set()),
}
"""What the readers of Jenkins, GitLab and GitHub's actions all understand; nothing else may be in the file."""


def check_rules(element):
    """Hold an element, and all in it, against the rules."""
    attributes, inside = RULES[element.tag]
    assert set(element.attrib) == attributes, element.tag
    assert {child.tag for child in element} <= inside, element.tag
    if element.tag in {"testsuites", "testsuite"}:
        cases = list(element.iter("testcase"))
        found = Counter(child.tag for case in cases for child in case)
        assert int(element.get("tests")) == len(cases)
        assert int(element.get("failures")) == found["failure"]
        assert int(element.get("errors")) == found["error"]
    if element.tag == "testcase":
        assert sum(child.tag in {"failure", "error"} for child in element) <= 1
    for child in element:
        check_rules(child)


@pytest.fixture
def book(make_info, make_run, make_book):
    """A learner for each thing that can become of a run."""
    outcomes = make_run(*((1, outcome) for outcome in Outcome))
    flag = Flag(code="patched", reason="It changed a part of Python.", found_by=FoundBy.SCAN)
    others = {
        (str(status), "01_kata"): RunResult(exercise="01_kata", status=status, message="because")
        for status in Status
    }
    return make_book(
        [make_info(tasks=1)],
        others
        | {
            ("chen", "01_kata"): outcomes,
            ("li", "01_kata"): replace(make_run((1, Outcome.PASSED)), flags=(flag,)),
        },
    )


def suites(book):
    """The suites, by learner, as the library reads them."""
    read = JUnitXml.fromstring(render(book).encode())
    return {next(p.value for p in suite.properties() if p.name == "learner"): suite for suite in read}


def test_it_keeps_to_what_readers_have_in_common(book):
    """Elements, attributes and counts are as they should be."""
    check_rules(ET.fromstring(render(book)))


def test_each_outcome_is_told_as_what_it_is(book):
    """Failed, out of time and not run are failures; a broken check is an error; nothing is skipped."""
    cases = list(suites(book)["chen"])
    assert [[(type(result), result.type) for result in case.result] for case in cases] == [
        [],
        [(Failure, "failed")],
        [(Error, "errored")],
        [(Failure, "timed_out")],
        [(Failure, "not_run")],
    ]
    assert "<skipped" not in render(book)


@pytest.mark.parametrize("status", list(Status))
def test_a_run_without_a_check_that_passed_is_no_success(book, status):
    """Whatever the reason: it is an error, and says why."""
    (case,) = suites(book)[status]
    (result,) = case.result
    assert isinstance(result, Error)
    assert case.name == ("checks" if status is Status.GRADED else "submission")
    assert status is Status.GRADED or "because" in result.text


def test_a_flagged_run_fails_beside_its_checks(book):
    """A suite that is all green would be taken for done."""
    passed, look = suites(book)["li"]
    assert passed.is_passed
    assert [(type(result), result.type, result.text) for result in look.result] == [
        (Failure, "provisional", "It changed a part of Python.")
    ]


def test_points_are_properties_of_the_suite(make_info, make_run, make_book):
    """Exact, and rounded."""
    run = make_run((1, Outcome.PASSED), (1, Outcome.FAILED), (1, Outcome.FAILED))
    suite = suites(make_book([make_info(tasks=1)], {("li", "01_kata"): run}))["li"]
    assert {p.name: p.value for p in suite.properties()} == {
        "learner": "li",
        "exercise": "01_kata",
        "status": "graded",
        "points": "3.33",
        "points_exact": "10/3",
        "max_points": "10",
        "provisional": "false",
    }


def test_every_text_comes_back_as_it_was(hostile, make_hostile):
    """Name, output and message: no character of them is markup, or lost."""
    book = make_hostile([hostile])
    check_rules(ET.fromstring(render(book)))
    ((learner, suite),) = suites(book).items()
    failed, passed, look = suite
    assert learner == hostile
    assert failed.classname == f"{hostile}.01_kata"
    assert (failed.system_out, passed.system_out) == (hostile, hostile)
    assert failed.result[0].message == hostile.partition("\n")[0]
    assert look.result[0].text == hostile


def test_what_xml_cannot_take_becomes_an_escape(make_info, make_book):
    """Control characters and lone surrogates would end the reader."""
    check = CheckResult(id="c\x00", task=1, outcome=Outcome.PASSED, output="\x1b[31m\ud800\ufffe")
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    ((learner, suite),) = suites(make_book([make_info(tasks=1)], {("li\x07", "01_kata"): run})).items()
    (case,) = suite
    assert (learner, case.name, case.system_out) == ("li\\x07", "c\\x00", "\\x1b[31m\\ud800\\ufffe")


@pytest.mark.parametrize("elapsed", [float("nan"), float("inf"), -1.0])
def test_a_time_that_is_none_is_0(make_info, make_book, elapsed):
    """A reader takes only a number of seconds."""
    check = CheckResult(id="c", task=1, outcome=Outcome.PASSED, elapsed=elapsed)
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    assert {
        case.time for case in suites(make_book([make_info(tasks=1)], {("li", "01_kata"): run}))["li"]
    } == {0}
