"""A spec can look at a program in many orders of what is ready at the same instant; a judge can be started with one."""

import sys

import pytest

from grader.judge import Judge, JudgeSetup
from grader.results import Job, Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

SCENARIOS = """
from grader.specs import scenario

@scenario
async def wait(submission, seconds):
    return await submission.wait(seconds)

@scenario
def double(submission, x):
    return submission.double(x)
"""

SPEC = '''
import pytest

@pytest.mark.task(1)
def test_doubles(double):
    """Whatever the order of a set, the same comes out."""
    assert double(["a", "b", "c", "d", "e", "f"]).value == ["a", "b", "c", "d", "e", "f"]

@pytest.mark.task(2)
def test_usual(wait):
    """In the usual order."""
    assert wait(1).value == 5

@pytest.mark.task(2)
def test_in_every_order(wait):
    """In any order."""
    for seen in wait.explore(1, seeds=20):
        assert seen.value == 5
'''

RACE = """
import asyncio

def double(x):
    return list(set(x)) if isinstance(x, list) else 2 * x

async def wait(seconds):
    seen = []

    async def after(name):
        await asyncio.sleep(seconds)
        seen.append(name)

    await asyncio.gather(*(after(name) for name in (5, 6)))
    return seen[0]
"""


@pytest.fixture
def judged(own_course):
    """Judge `RACE` in the course, with a judge of the seed that is wanted; the checks by name."""
    specs = own_course / "tests" / "specs" / "01_numbers"
    (specs / "scenarios.py").write_text(SCENARIOS)
    (specs / "spec_numbers_kata.py").write_text(SPEC)

    def judged(seed=0, source=RACE):
        setup = JudgeSetup(root=str(own_course), exercises=("01_numbers",), confine=True, seed=seed)
        job = Job(exercise="01_numbers", module="numbers_kata", files={"numbers_kata.py": source.encode()})
        with Judge(setup) as judge:
            return {check.id: check for check in judge.judge(job).checks}

    return judged


def test_explore_finds_a_race_that_the_usual_order_hides(judged):
    """The check that explores fails where the usual order passes; its message says so and names the first such seed."""
    checks = judged()
    assert checks["test_usual"].outcome is Outcome.PASSED
    assert checks["test_in_every_order"].outcome is Outcome.FAILED
    headline, detail = checks["test_in_every_order"].message.split("\n")
    assert headline == "Gave 6, expected 5."
    assert "in the usual order" in detail
    assert "(seed 1)" in detail


def test_a_program_without_a_race_passes_in_every_order(judged):
    """Exploration refuses nothing that is right, and a failure in the usual order does not speak of another one."""
    checks = judged(source=RACE.replace("return seen[0]", "return min(seen)"))
    assert checks["test_in_every_order"].outcome is Outcome.PASSED
    checks = judged(source=RACE.replace("return seen[0]", "return 0"))
    assert checks["test_in_every_order"].message == "Gave 0, expected 5."


def test_a_judge_can_be_started_with_another_order(judged):
    """The seed of a judge permutes tasks and the order of sets, for every check."""
    seeds = {seed: judged(seed) for seed in range(4)}
    assert {checks["test_usual"].outcome for checks in seeds.values()} == {Outcome.PASSED, Outcome.FAILED}
    assert len({checks["test_doubles"].message for checks in seeds.values()}) == len(seeds)
