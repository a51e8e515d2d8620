"""A learner is told the cause first, then what was called and printed, and last where to think on."""

from __future__ import annotations

import pytest

from grader.feedback import LONGEST_LINE, OUTPUT_LINES, check_lines, progress_lines
from grader.results import CheckResult, Outcome


def check(**fields: object) -> CheckResult:
    """A failed check of task 1."""
    return CheckResult(**{"id": "test_a", "task": 1, "outcome": Outcome.FAILED, **fields})


def test_a_failed_check_in_full(make_info):
    """Task, headline, detail, fact, call, output and hint, each on a line of its own."""
    failed = check(
        task=2,
        title="Each number is doubled.",
        message="It added instead.\nGave 5, expected 6.",
        called="double(3)",
        output="a\nb\n",
    )
    assert check_lines(failed, make_info()) == [
        "Task 2: the task 2",
        "  It added instead.",
        "  Gave 5, expected 6.",
        "  Checked     Each number is doubled.",
        "  You called  double(3)",
        "  It printed  a",
        "              b",
        "  Hint        Think of 2.",
    ]


def test_what_is_not_known_has_no_line(make_info):
    """Without title, call and output, only the headline and the hint are left."""
    assert check_lines(check(message="Gave 5."), make_info()) == [
        "Task 1: the task 1",
        "  Gave 5.",
        "  Hint        Think of 1.",
    ]


@pytest.mark.parametrize(
    ("outcome", "headline"),
    [
        (Outcome.PASSED, "It works."),
        (Outcome.FAILED, "Not what the task asks for."),
        (Outcome.ERRORED, "The check itself broke; this is not your fault."),
        (Outcome.TIMED_OUT, "Still running when its time was up."),
        (Outcome.NOT_RUN, "It was not run."),
    ],
)
def test_every_outcome_has_words_of_its_own(make_info, outcome, headline):
    """A check without a message still says what became of it."""
    assert check_lines(check(outcome=outcome), make_info())[1] == f"  {headline}"


def test_long_output_is_cut(make_info):
    """Of many lines the first are shown, and how many more there are; of a long line the beginning."""
    failed = check(message="Gave 5.", output="\n".join("x" * 300 for _ in range(OUTPUT_LINES + 5)))
    lines = check_lines(failed, make_info())[2:-1]
    assert lines == [
        "  It printed  " + "x" * LONGEST_LINE + "…",
        *["              " + "x" * LONGEST_LINE + "…"] * (OUTPUT_LINES - 1),
        "              … and 5 lines more",
    ]


def test_a_long_call_is_cut(make_info):
    """A call with a thousand arguments does not fill the screen."""
    lines = check_lines(check(called="f(" + "1, " * 1000 + ")"), make_info())
    assert lines[2] == "  You called  " + ("f(" + "1, " * 1000)[:LONGEST_LINE] + "…"


def test_progress_names_the_first_open_task(make_info):
    """Each task that was checked has a tick or a cross; the lowest open one is next."""
    assert progress_lines(make_info(tasks=4), passed=[1, 4], failed=[3, 2], ticks="✓✗") == [
        "01_kata: A kata",
        "  ✓ task 1  the task 1",
        "  ✗ task 2  the task 2",
        "  ✗ task 3  the task 3",
        "  ✓ task 4  the task 4",
        "  Next: task 2, in exercises/01_kata/kata.py",
    ]


def test_a_task_that_passed_and_failed_is_open(make_info):
    """One failed check is enough for a task to be open."""
    assert progress_lines(make_info(tasks=1), passed=[1], failed=[1], ticks="+-") == [
        "01_kata: A kata",
        "  - task 1  the task 1",
        "  Next: task 1, in exercises/01_kata/kata.py",
    ]


def test_the_end_is_told_only_when_all_is_done(make_info):
    """With every task done it says so; with some of them not looked at it says nothing."""
    info = make_info(tasks=2)
    assert progress_lines(info, passed=[1, 2], failed=[], ticks="✓✗")[-1] == "  All tasks done."
    assert progress_lines(info, passed=[2], failed=[], ticks="✓✗") == [
        "01_kata: A kata",
        "  ✓ task 2  the task 2",
    ]
