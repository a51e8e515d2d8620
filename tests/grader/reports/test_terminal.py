"""The end of a grading run, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from grader.flags import FoundBy
from grader.overrides import Override
from grader.policy import Policy
from grader.reports.terminal import MOST_LOOKS, render
from grader.results import Flag, Outcome, RunResult, Status
from grader.roster import Person
from grader.settlement import Rules, settle
from grader.submission_times import Source, Submitted

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED


def test_counts_means_and_flags(make_info, make_run, make_book):
    """Counts by status, a line per exercise with the mean of what was graded, and a line per flag."""
    flag = Flag(code="zip_bomb", reason="send.zip unpacks to too much.")
    book = make_book(
        [make_info("01_one", tasks=1), make_info("02_longer", points=5, tasks=1)],
        {
            ("chen", "01_one"): make_run((1, PASSED), (1, FAILED), (1, FAILED), slug="01_one"),
            ("li", "01_one"): make_run((1, PASSED), slug="01_one"),
            ("wang", "01_one"): RunResult(exercise="01_one", status=Status.UNGRADABLE, flags=(flag,)),
            ("wang", "02_longer"): RunResult(exercise="02_longer", status=Status.INFRASTRUCTURE_ERROR),
        },
    )
    assert render(book) == [
        "3 learners: 2 graded, 2 missing, 1 could not be taken, 1 failed on this machine (no score)",
        "  01_one     mean  6.67 of 10   1 of 2 complete",
        "  02_longer  mean     - of 5   0 of 0 complete",
        "  look: wang 01_one: send.zip unpacks to too much.",
        "  look: wang 02_longer: The grader itself failed on it.",
    ]


def test_flagged_runs_are_not_complete(make_info, make_run, make_book):
    """How many want a person's look is said before their flags; their points stand, but do not count as complete."""
    flags = tuple(
        Flag(code="patched", reason="It changed a part of Python.", line=line, found_by=FoundBy.SCAN)
        for line in (1, 2)
    )
    runs = {name: replace(make_run((1, PASSED)), flags=flags) for name in ("chen", "li")}
    book = make_book([make_info(tasks=1)], {(name, "01_kata"): run for name, run in runs.items()})
    assert render(book)[1:] == [
        "  01_kata  mean    10 of 10   0 of 2 complete",
        "2 submissions want a person's look before the score counts; flags.md has the lines:",
        "  look: chen 01_kata: It changed a part of Python.",
        "  look: li 01_kata: It changed a part of Python.",
    ]


def test_what_is_not_there_is_not_counted(make_info, make_run, make_book):
    """A status that nobody has is not mentioned, and one learner is one learner."""
    book = make_book([make_info(tasks=1)], {("li", "01_kata"): make_run((1, PASSED))})
    assert render(book) == ["1 learner: 1 graded", "  01_kata  mean    10 of 10   1 of 1 complete"]


def test_a_machine_that_fails_for_everybody_does_not_fill_the_screen(make_info, make_book):
    """So many are named, each on one line; the rest is counted, and stands in flags.md."""
    run = RunResult(exercise="01_kata", status=Status.INFRASTRUCTURE_ERROR, message="no\nmemory")
    runs = {(f"{number:03}", "01_kata"): run for number in range(MOST_LOOKS + 3)}
    lines = render(make_book([make_info(tasks=1)], runs))
    assert lines[2] == "  look: 000 01_kata: no memory"
    assert len(lines) == 2 + MOST_LOOKS + 1
    assert lines[-1] == "  and 3 more to look at, in flags.md"


def test_zero_points_count_in_the_mean(make_info, make_run, make_book):
    """Work that earned nothing pulls the mean down; work that was not handed in does not."""
    book = make_book(
        [make_info(tasks=1)],
        {
            ("chen", "01_kata"): make_run((1, FAILED)),
            ("li", "01_kata"): make_run((1, PASSED)),
            ("wang", "01_kata"): make_run(status=Status.MISSING),
        },
    )
    assert render(book)[1] == "  01_kata  mean     5 of 10   1 of 2 complete"


def test_what_the_rules_did_is_told(make_info, make_run, make_book):
    """How many were late or set by a person, whose points want another look, and who is not where they should be."""
    flag = Flag(code="patched", reason="It changed a part of Python.", found_by=FoundBy.SCAN)
    runs = {name: replace(make_run((1, PASSED)), flags=(flag,)) for name in ("chen", "li")}
    book = make_book(
        [make_info(tasks=1)], {(name, "01_kata"): run for name, run in runs.items()}, "sha256:new"
    )
    rules = Rules(
        people=(Person(id="chen"), *(Person(id=f"s{number}") for number in range(6))),
        overrides={
            ("chen", "01_kata"): Override(points=Fraction(4), reason="lab", by="Han"),
            ("li", "01_kata"): Override(points=Fraction(6), reason="lab", by="Han", digest="sha256:old"),
        },
    )
    assert render(settle(book, rules))[1:] == [
        "  01_kata  mean     5 of 10   0 of 2 complete",
        "2 scores were set by a person",
        "on the roster, without a submission: 6 (s0, s1, s2, s3, s4, ...)",
        "nobody on the roster: 1 (li)",
        "1 submission wants a person's look before the score counts; flags.md has the lines:",
        "  look: li 01_kata: It changed a part of Python.",
        "  look: li 01_kata: The submission has changed since a person set its points.",
    ]


def test_late_ones_are_counted(make_info, make_run, make_book):
    """And the mean is of the points that are left."""
    book = make_book([make_info(tasks=1)], {("chen", "01_kata"): make_run((1, PASSED))})
    due = datetime(2026, 10, 1, tzinfo=UTC)
    policy = Policy(zone=UTC, due={"01_kata": due}, per_day=Fraction(1, 10))
    late = Submitted(at=due + timedelta(days=3), source=Source.GIT_AUTHOR)
    book = replace(
        book, table=tuple(tuple(replace(one, submitted=late) for one in row) for row in book.table)
    )
    assert render(settle(book, Rules(policy=policy)))[1:] == [
        "  01_kata  mean     7 of 10   0 of 1 complete",
        "1 submission was late",
    ]
