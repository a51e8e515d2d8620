"""A gradebook has an entry for each learner and exercise, and adds up exactly what was earned."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from grader.flags import Flag, FoundBy
from grader.results import Outcome, Status

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED


@pytest.fixture
def book(make_info, make_run, make_book):
    """Chen did a third of both, Li failed on the machine in one, Wang handed in nothing."""
    exercises = [make_info("02_two", points=5, tasks=1), make_info("01_one", points=10, tasks=1)]
    third = (1, PASSED), (1, FAILED), (1, FAILED)
    return make_book(
        exercises,
        {
            ("chen", "02_two"): make_run(*third, slug="02_two"),
            ("chen", "01_one"): make_run(*third, slug="01_one"),
            ("li", "02_two"): make_run(slug="02_two", status=Status.INFRASTRUCTURE_ERROR),
            ("li", "01_one"): make_run((1, PASSED), slug="01_one"),
            ("wang", "01_one"): make_run(slug="01_one", status=Status.MISSING),
        },
    )


def test_a_row_follows_the_order_of_the_exercises(book):
    """A learner's entries come in the gradebook's order, whatever the names of the exercises."""
    assert [(entry.learner, entry.exercise) for entry in book.row("li").entries] == [
        ("li", "02_two"),
        ("li", "01_one"),
    ]


def test_totals_are_exact(book):
    """A third of 5 and a third of 10 are 5 points, not 4.99 and not 5.0000001."""
    assert book.row("chen").total == Fraction(5)


def test_an_entry_without_a_score_adds_nothing(book):
    """The total is the sum of the scores that there are; 0 where there are none."""
    assert book.row("li").total == 10
    assert book.row("wang").total == 0


def test_the_maximum_counts_every_exercise(book):
    """What could be earned does not depend on who handed in what."""
    assert book.max_points == 15


def test_statuses_are_counted_over_all_entries(book):
    """Each pair of learner and exercise counts once."""
    assert {status: book.count(status) for status in Status} == {
        Status.GRADED: 3,
        Status.MISSING: 2,
        Status.UNGRADABLE: 0,
        Status.INFRASTRUCTURE_ERROR: 1,
    }


def test_an_unknown_learner_is_an_error(book):
    """A row is never made up."""
    with pytest.raises(KeyError):
        book.row("nobody")


def test_provisional_scores_are_counted_by_learner(book):
    """How many of a learner's scores a person must look at, the total aside."""
    flag = Flag(code="patched", reason="...", found_by=FoundBy.HOOK)
    flagged = tuple(
        replace(entry, score=replace(entry.score, provisional=True), run=replace(entry.run, flags=(flag,)))
        for entry in book.row("chen").entries
    )
    doubtful = replace(book, table=(flagged, *book.table[1:]))
    assert [doubtful.row(learner).provisional for learner in ("chen", "li", "wang")] == [2, 0, 0]
    assert doubtful.row("chen").total == book.row("chen").total
