"""Points are exact fractions of the exercise's points, and only what passed earns any."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from grader.flags import Flag, FoundBy
from grader.results import Outcome, Status
from grader.scoring import TaskScore, score

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED


def test_tasks_share_equally_and_so_do_the_checks_of_each(make_info, make_run):
    """10 points, 2 tasks: 5 each; the first task's three checks are worth 5/3 each, the second's one all 5."""
    result = score(
        make_info(points=10, tasks=2), make_run((1, PASSED), (1, FAILED), (1, PASSED), (2, FAILED))
    )
    assert result.tasks == (
        TaskScore(points=Fraction(10, 3), max_points=Fraction(5), passed=2, checks=3),
        TaskScore(points=Fraction(0), max_points=Fraction(5), passed=0, checks=1),
    )
    assert result.points == Fraction(10, 3)
    assert result.max_points == 10


def test_the_order_of_the_checks_does_not_matter(make_info, make_run):
    """Checks of a task need not stand side by side."""
    result = score(make_info(points=6, tasks=2), make_run((1, PASSED), (2, PASSED), (1, FAILED)))
    assert [task.points for task in result.tasks] == [Fraction(3, 2), 3]


@pytest.mark.parametrize("parts", [3, 7, 11])
def test_odd_shares_add_up_to_the_whole(make_info, make_run, parts):
    """Three thirds of a third are exactly the whole, as no floats would be."""
    run = make_run(*[(task, PASSED) for task in range(1, parts + 1) for _ in range(parts)])
    assert score(make_info(points=10, tasks=parts), run).points == 10


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.PASSED])
def test_what_did_not_pass_earns_nothing_and_still_counts(make_info, make_run, outcome):
    """A check that failed, broke, timed out or never ran keeps its share of the denominator and earns 0 of it."""
    result = score(make_info(points=10, tasks=1), make_run((1, PASSED), (1, outcome)))
    assert (result.tasks[0].passed, result.tasks[0].checks, result.tasks[0].solved) == (1, 2, False)
    assert (result.points, result.max_points) == (5, 10)


@pytest.mark.parametrize("status", [Status.INFRASTRUCTURE_ERROR, Status.UNGRADABLE])
def test_without_a_verdict_there_is_no_score(make_info, make_run, status):
    """No score is None, not 0, even where some checks had passed already."""
    result = score(make_info(points=10), make_run((1, PASSED), (2, FAILED), status=status))
    assert (result.points, result.max_points, result.tasks) == (None, 10, ())


def test_nothing_handed_in_is_zero(make_info, make_run):
    """A missing submission has a score, and it is 0."""
    result = score(make_info(points=10), make_run(status=Status.MISSING))
    assert (result.points, result.max_points) == (0, 10)
    assert [(task.points, task.max_points, task.solved) for task in result.tasks] == [(0, 5, False)] * 2


def test_a_task_without_checks_cannot_be_earned(make_info, make_run):
    """Its share of the points is lost, and nobody has solved it."""
    result = score(make_info(points=10, tasks=2), make_run((1, PASSED)))
    assert (result.points, [task.solved for task in result.tasks]) == (5, [True, False])


@pytest.mark.parametrize("seed", range(50))
def test_the_score_is_the_passed_fraction_of_every_task(make_info, make_run, seed):
    """For any outcomes: points times the mean over the tasks of the fraction that passed; and no more than all."""
    rng = random.Random(seed)
    points, tasks = rng.randint(1, 100), rng.randint(1, 6)
    outcomes = [
        (task, rng.choice(list(Outcome))) for task in range(1, tasks + 1) for _ in range(rng.randint(1, 9))
    ]
    rng.shuffle(outcomes)
    result = score(make_info(points=points, tasks=tasks), make_run(*outcomes))
    fractions = []
    for task in range(1, tasks + 1):
        of_task = [outcome for number, outcome in outcomes if number == task]
        fractions.append(Fraction(of_task.count(PASSED), len(of_task)))
    assert result.points == points * sum(fractions) / tasks
    assert sum(task.max_points for task in result.tasks) == points == result.max_points


def test_a_flagged_run_keeps_its_points_and_is_provisional(make_info, make_run):
    """Nothing is taken off, but the points are not full before a person has looked."""
    run = make_run((1, PASSED), (2, PASSED))
    flag = Flag(code="patched", reason="...", found_by=FoundBy.CHECK)
    clean, flagged = (score(make_info(points=10), one) for one in (run, replace(run, flags=(flag,))))
    assert (clean.points, clean.provisional, clean.is_full) == (10, False, True)
    assert (flagged.points, flagged.provisional, flagged.is_full) == (10, True, False)


def test_what_could_not_be_taken_puts_no_score_in_doubt(make_info, make_run):
    """A flag of those who collected the files says nothing about how they were measured."""
    flag = Flag(code="zip_bomb", reason="...")
    assert not score(make_info(), replace(make_run((1, PASSED)), flags=(flag,))).provisional
