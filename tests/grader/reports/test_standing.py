"""Where one learner stands after a push, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.flags import Flag, FoundBy
from grader.language import Language
from grader.reports.standing import lines
from grader.results import CheckResult, Outcome, RunResult, Status, Where
from grader.screen import Screen

P, F = Outcome.PASSED, Outcome.FAILED


@pytest.fixture
def told(make_info, make_book):
    """Print where a learner stands with some runs, by exercise; each exercise has one task."""

    def of(runs, language=Language.ENGLISH, more=()):
        infos = [make_info(slug, tasks=1) for slug in (*runs, *more)]
        book = make_book(infos, {("li", slug): run for slug, run in runs.items()} or {("li", "none"): None})
        return list(lines(book, next(book.rows()), Screen(width=60), language))

    return of


def test_done_open_and_not_begun(told, make_run):
    """A line each for what is begun, then why it is open, and where; the rest by name."""
    check = CheckResult(
        id="c", task=1, outcome=F, message="Gave 3, expected 4.", where=Where(file="kata.py", line=7)
    )
    open_run = RunResult(exercise="02_kata", status=Status.GRADED, checks=(check,))
    assert told({"01_one": make_run((1, P)), "02_kata": open_run}, more=["03_three", "04_four"]) == [
        "✓ 01_one   10 of 10 points · 1 of 1 tasks done",
        "✗ 02_kata  0 of 10 points · 0 of 1 tasks done",
        "",
        "  ✗ Task 1: the task 1",
        "    Gave 3, expected 4.",
        "    Hint        Think of 1.",
        "    exercises/02_kata/kata.py:7",
        "",
        "1 of 2 exercises that you have begun are done: 10 of 20 points.",
        "Not begun: 03_three, 04_four",
    ]


def test_a_file_that_cannot_be_read_is_told_once(make_info, make_book, unreadable):
    """It is one fault, however many tasks fail by it."""
    book = make_book([make_info(tasks=3)], {("li", "01_kata"): unreadable})
    assert list(lines(book, next(book.rows()), Screen(width=60), Language.ENGLISH)) == [
        "✗ 01_kata  0 of 10 points · 0 of 3 tasks done",
        "",
        "  ✗ kata.py",
        "    Python cannot read the file: '(' was never closed",
        "    exercises/01_kata/kata.py:1",
        "",
        "0 of 1 exercises that you have begun are done: 0 of 10 points.",
    ]


def test_nothing_begun(told):
    """There is no total of nothing."""
    assert told({}, more=["01_one"]) == ["Not begun: 01_one"]


def test_a_provisional_score_is_not_done(told, make_run):
    """The reason is told."""
    flag = Flag(code="patched", reason="It changed a part of Python.", found_by=FoundBy.SCAN)
    assert told({"01_one": replace(make_run((1, P)), flags=(flag,))})[:2] == [
        "✗ 01_one  10 of 10 points · 1 of 1 tasks done · provisional",
        "    It changed a part of Python.",
    ]


def test_no_score_is_not_0(told):
    """It says whose fault that is."""
    run = RunResult(exercise="01_one", status=Status.INFRASTRUCTURE_ERROR, message="no memory")
    assert told({"01_one": run})[:3] == [
        "✗ 01_one  no score",
        "    The grader itself failed, so there is no score. This is not your fault.",
        "    no memory",
    ]


def test_it_speaks_chinese(told, make_run):
    """The grader's own words."""
    assert told({"01_one": make_run((1, P))}, Language.CHINESE)[-1] == (
        "已开始 1 个练习，完成 1 个：10 分（满分 10 分）。"
    )


def test_a_list_has_the_commas_of_its_language(told):
    """Names stand side by side with another sign in Chinese."""
    assert told({}, Language.CHINESE, more=["01_one", "02_two"]) == ["还没开始：01_one、02_two"]


def test_control_characters_of_a_program_stay_in_it(told):
    """No output of a program moves the cursor of whoever reads the log."""
    check = CheckResult(id="c", task=1, outcome=F, message="\x1b[2J", output="\x1b]0;x\x07")
    run = RunResult(exercise="01_one", status=Status.GRADED, checks=(check,))
    assert "\x1b" not in "\n".join(told({"01_one": run}))
