"""Every entry has a case that tells the truth of it, and no text that a format could not store."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from grader.flags import Flag, FoundBy
from grader.language import Words
from grader.overrides import Override
from grader.reports.cases import cases, explanation, storable
from grader.reports.wording import why_provisional
from grader.results import CheckResult, Outcome, RunResult, Status, Where

P = Outcome.PASSED
PATCHED = Flag(code="patched", reason="It changed a part of Python.", found_by=FoundBy.SCAN)


def of(make_info, make_book, run):
    """The cases of a run, by name."""
    info = make_info(tasks=1)
    book = make_book([info], {("li", "01_kata"): run})
    return {case.name: case for case in cases(info, next(book.entries), Words())}


def test_each_check_is_a_case_with_its_outcome(make_info, make_run, make_book):
    """Only the passed one is passed; only the broken one is nobody's verdict."""
    found = of(make_info, make_book, make_run(*((1, outcome) for outcome in Outcome)))
    assert [(case.verdict, case.passed, case.broke) for case in found.values()] == [
        ("passed", True, False),
        ("failed", False, False),
        ("errored", False, True),
        ("timed_out", False, False),
        ("not_run", False, False),
    ]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.GRADED])
def test_an_entry_without_checks_is_a_case_that_did_not_pass(make_info, make_book, status):
    """It says why, with the machine's message and the flags' reasons."""
    flags = (Flag(code="zip_bomb", reason="Too much."),)
    run = RunResult(exercise="01_kata", status=status, message="no memory", flags=flags)
    (case,) = of(make_info, make_book, run).values()
    assert (case.name, case.verdict, case.passed, case.broke) == ("submission", status, False, True)
    assert case.text.splitlines() == [case.headline, "no memory", "Too much."]


def test_a_spec_without_checks_is_no_success(make_info, make_book):
    """Where nothing was checked, nothing was passed."""
    (case,) = of(make_info, make_book, RunResult(exercise="01_kata", status=Status.GRADED)).values()
    assert (case.verdict, case.passed) == ("no_checks", False)


def test_a_flagged_run_has_a_case_more_that_did_not_pass(make_info, make_run, make_book):
    """However many checks passed, a reader of green and red sees that something is left to do."""
    run = replace(make_run((1, P)), flags=(PATCHED,))
    check, look = of(make_info, make_book, run).values()
    assert (check.passed, look.passed, look.verdict) == (True, False, "provisional")
    assert look.text == "It changed a part of Python."


def test_points_that_a_person_set_for_another_submission_are_provisional(make_info, make_run, make_book):
    """The reason is told."""
    book = make_book([make_info(tasks=1)], {("li", "01_kata"): make_run((1, P))}, digest="sha256:1")
    override = Override(points=Fraction(1), reason="r", by="b", digest="sha256:2")
    entry = replace(next(book.entries), override=override)
    assert why_provisional(entry, Words()) == ["The submission has changed since a person set its points."]


def test_a_case_knows_the_line_and_what_was_printed(make_info, make_book):
    """They come from the check."""
    check = CheckResult(
        id="c",
        task=1,
        outcome=Outcome.FAILED,
        message="Gave 3.",
        where=Where(file="kata.py", line=7),
        output="x\n",
        elapsed=4.0,
    )
    run = RunResult(exercise="01_kata", status=Status.GRADED, checks=(check,))
    (case,) = of(make_info, make_book, run).values()
    assert (case.file, case.line, case.output, case.elapsed) == ("kata.py", 7, "x\n", 4.0)
    assert case.headline == "Gave 3."


def test_an_explanation_has_no_name_of_a_check(make_info):
    """Nor the title of the task: only what went wrong, and the hint."""
    check = CheckResult(id="test_secret[1]", task=1, outcome=Outcome.FAILED, message="Gave 3, expected 4.")
    lines = explanation(check, make_info(), Words()).splitlines()
    assert lines[0] == "Gave 3, expected 4."
    assert lines[-1].split() == ["Hint", "Think", "of", "1."]
    assert not any("test_secret" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\tb\r\nc 李雷 é \U0001f600", "a\tb\r\nc 李雷 é \U0001f600"),
        ("\x00\x1b[31m\x7f", "\\x00\\x1b[31m\\x7f"),
        ("\x85", "\\x85"),
        ("\ud800", "\\ud800"),
        ("\ufffe\uffff", "\\ufffe\\uffff"),
    ],
)
def test_what_cannot_be_stored_becomes_an_escape(text, stored):
    """All else stays as it is."""
    assert storable(text) == stored
