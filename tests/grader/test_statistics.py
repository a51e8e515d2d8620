"""The figures of a class, against small examples that are worked out by hand."""

from dataclasses import replace
from math import sqrt

import pytest

from grader.causes import Cause, Diagnosis
from grader.language import say
from grader.results import Outcome, Status
from grader.statistics import ClassFigures, Correlation, first_diagnoses

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED


def figures_of(book):
    """All rows, counted."""
    figures = ClassFigures(book.exercises)
    for row in book.rows():
        figures.add(row)
    return figures


@pytest.fixture
def four(make_info, make_run, make_book):
    """Two tasks of 5 points: Ann has both, Ben only the first, Chen half of the first, Dan handed nothing in."""
    runs = {
        "ann": make_run((1, PASSED), (1, PASSED), (2, PASSED)),
        "ben": make_run((1, PASSED), (1, PASSED), (2, FAILED)),
        "chen": make_run((1, PASSED), (1, FAILED), (2, FAILED)),
        "dan": make_run(status=Status.MISSING),
    }
    return make_book([make_info()], {(learner, "01_kata"): run for learner, run in runs.items()})


def test_shares_and_difficulty_are_of_those_who_were_graded(four):
    """Whoever handed nothing in makes no task look hard."""
    exercise = figures_of(four).exercises["01_kata"]
    first, second = exercise.tasks
    assert (first.graded, first.solved, first.share_solved) == (3, 2, pytest.approx(2 / 3))
    assert first.difficulty == pytest.approx(1 - (1 + 1 + 0.5) / 3)
    assert second.difficulty == pytest.approx(2 / 3)
    assert (exercise.graded, exercise.full, exercise.statuses[Status.MISSING]) == (3, 1, 1)
    assert exercise.mean == pytest.approx((10 + 5 + 2.5) / 3)


def test_discrimination_is_the_corrected_correlation(four):
    """The first task's shares (1, 1, 1/2) against what was earned elsewhere (5, 0, 0): by hand 1/2."""
    first, second = figures_of(four).exercises["01_kata"].tasks
    assert first.discrimination == pytest.approx(0.5)
    assert second.discrimination == pytest.approx(0.5)


def test_without_differences_there_is_no_discrimination(make_info, make_run, make_book):
    """Everybody has everything: the task tells nobody from anybody, and no number is made up."""
    runs = {(name, "01_kata"): make_run((1, PASSED), (2, PASSED)) for name in "abc"}
    assert figures_of(make_book([make_info()], runs)).exercises["01_kata"].tasks[0].discrimination is None


def test_nobody_graded_gives_no_figures(make_info, make_run, make_book):
    """A share of nothing is None, not 0."""
    book = make_book([make_info()], {("a", "01_kata"): make_run(status=Status.MISSING)})
    exercise = figures_of(book).exercises["01_kata"]
    assert (exercise.mean, exercise.tasks[0].share_solved, exercise.tasks[0].difficulty) == (None, None, None)


def test_a_correlation_is_pearsons():
    """Against the textbook's formula; large offsets do not blur it."""
    pairs = [(1, 2), (2, 1), (3, 5), (4, 4)]
    for offset in (0, 1e9):
        correlation = Correlation()
        for x, y in pairs:
            correlation.add(x + offset, y + offset)
        assert correlation.value == pytest.approx(5 / sqrt(5 * 10), rel=1e-6)


def test_the_distribution_leaves_out_who_handed_nothing_in(four):
    """10, 5 and 2.5 of 10 points: the last, the sixth and the third tenth."""
    figures = figures_of(four)
    assert (figures.learners, figures.nothing) == (4, 1)
    assert figures.bins == [0, 0, 1, 0, 0, 1, 0, 0, 0, 1]


def test_diagnoses_are_counted_by_headline_and_the_first_of_a_task_counts(make_info, make_run, make_book):
    """Whatever the values; a learner once for each task; no more examples than anybody reads."""
    runs = {}
    for number in range(5):
        run = make_run((1, FAILED), (1, FAILED), (2, PASSED))
        gave = Diagnosis(cause=Cause.WRONG_VALUE, headline=say("Gave {seen}.", seen=number))
        other = Diagnosis(cause=Cause.WRONG_TIME, headline=say("Too slow."))
        checks = (
            replace(run.checks[0], diagnosis=gave),
            replace(run.checks[1], diagnosis=other),
            run.checks[2],
        )
        runs[f"l{number}", "01_kata"] = replace(run, checks=checks)
    task = figures_of(make_book([make_info()], runs)).exercises["01_kata"].tasks[0]
    (diagnosis,) = task.commonest()
    assert diagnosis.learners == 5
    assert [str(one.headline) for one in diagnosis.examples] == ["Gave 0.", "Gave 1.", "Gave 2."]


def test_what_passed_has_no_diagnosis(make_run):
    """Nothing is told of it."""
    assert list(first_diagnoses(make_run((1, PASSED)))) == []
