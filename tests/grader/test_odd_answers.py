"""Whatever kind of thing an answer gives back, it is the answer that is refused: the check itself never breaks.

The real exercises are judged with one of their functions replaced by one that gives something odd.
"""

import sys
from itertools import product
from pathlib import Path
from random import Random

import pytest

from grader.exercises import load_course
from grader.judge import Judge, JudgeSetup
from grader.results import Job, Outcome, Status

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

ROOT = Path(__file__).parents[2]
COURSE = {one.slug: one for one in load_course(ROOT).exercises if not one.info.processes}
VALUES = ("None", "3", "-1.5", '"odd"', "[]", "[[None]]", "{1: 2}", '(1, "a", None)', '{1, "a"}', 'b"x"', "object()",
          "int", "len", 'ValueError("x")', '(x for x in "ab")', 'float("nan")', "10**400")  # fmt: skip
FUNCTIONS = {
    "function": "def {name}(*args, **options):\n    return {value}\n",
    "coroutine": "async def {name}(*args, **options):\n    return {value}\n",
    "generator": "def {name}(*args, **options):\n    for _ in range(50):\n        yield {value}\n    return {value}\n",
    "endless generator": "def {name}(*args, **options):\n    while True:\n        yield {value}\n",
    "async generator": "async def {name}(*args, **options):\n    for _ in range(50):\n        yield {value}\n",
    "class": (
        "class {name}:\n    def __init__(self, *args, **options): pass\n"
        "    def __getattr__(self, name): return lambda *args, **options: {value}\n"
    ),
}
TRIES_ON_AND_ON = """

async def retry(function, attempts, delay):
    for _ in range(3000):
        try:
            return await function()
        except Exception:
            await asyncio.sleep(delay)
    return await function()
"""
SAMPLE = 5
"""So many odd answers to each exercise are judged in the ordinary suite."""


@pytest.fixture(scope="module")
def judge():
    """A judge of all these exercises."""
    with Judge(JudgeSetup(root=str(ROOT), exercises=tuple(COURSE), confine=True)) as judge:
        yield judge


def odd_answers(exercise):
    """(what it is, source) of each odd answer: the solution, with one of its names made anew at the end."""
    names = [name for task in exercise.info.tasks for name in task.names]
    for name, (kind, text), value in product(names, FUNCTIONS.items(), VALUES):
        yield (
            f"{name} as a {kind} of {value}",
            f"{exercise.solution.read_text('utf-8')}\n\n{text.format(name=name, value=value)}",
        )


def broken(judge, exercise, answers):
    """What each check said that broke on one of the answers."""
    found = {}
    for what, source in answers:
        files = {exercise.stub.name: source.encode()}
        run = judge.judge(Job(exercise=exercise.slug, module=exercise.module, files=files))
        assert run.status is Status.GRADED
        found |= {
            f"{what}: {check.id}": check.message for check in run.checks if check.outcome is Outcome.ERRORED
        }
    return found


def test_more_than_anybody_looks_at(judge):
    """Where a scenario's notes are cut, a check that stumbles over that is failed, and its author is not to blame."""
    exercise = COURSE["17_timeout"]
    source = exercise.solution.read_text("utf-8") + TRIES_ON_AND_ON
    run = judge.judge(
        Job(exercise=exercise.slug, module=exercise.module, files={exercise.stub.name: source.encode()})
    )
    failed = [check for check in run.checks if check.outcome is not Outcome.PASSED]
    assert "Its answer is too large, or not an answer at all." in {check.message for check in failed}
    assert {check.outcome for check in failed} <= {Outcome.FAILED, Outcome.TIMED_OUT}


@pytest.mark.parametrize("slug", COURSE)
def test_a_few(judge, slug):
    """No check breaks on some of the odd answers, drawn by the exercise's name."""
    answers = Random(slug).sample(list(odd_answers(COURSE[slug])), SAMPLE)
    assert broken(judge, COURSE[slug], answers) == {}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("slug", COURSE)
def test_all(judge, slug):
    """No check breaks on any of them."""
    assert broken(judge, COURSE[slug], odd_answers(COURSE[slug])) == {}
