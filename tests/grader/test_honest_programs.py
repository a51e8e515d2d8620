"""Nobody is suspected of what the course itself holds: its programs run without a flag, by scan, hook or check."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.exercises import load_course
from grader.judge import Judge, JudgeSetup
from grader.programs import programs_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
PROGRAMS = [program for exercise in COURSE.exercises for program in programs_of(exercise)]


@pytest.fixture(scope="module")
def judge():
    """A judge of the whole course."""
    slugs = tuple(exercise.slug for exercise in COURSE.exercises)
    with Judge(JudgeSetup(root=str(ROOT), exercises=slugs, confine=True)) as judge:
        yield judge


def suspected(judge, kinds):
    """The programs of these kinds that are flagged, each with its flags."""
    flags = {program.name: judge.judge(program.job).flags for program in PROGRAMS if program.kind in kinds}
    assert flags
    return {name: found for name, found in flags.items() if found}


def test_no_solution_is_flagged(judge):
    """Every stub and every solution; `validate` proves it of all programs."""
    assert suspected(judge, ("stub", "solution")) == {}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_no_honest_program_is_flagged(judge, kind):
    """Every other right way, and every program that is honestly wrong: those that hang, block and crash, too."""
    assert suspected(judge, (kind,)) == {}
