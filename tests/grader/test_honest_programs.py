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


def pointed_at(judge, wanted):
    """The files at which the checks of wrong programs point: where, and in which frames."""
    runs = [
        judge.judge(program.job) for program in PROGRAMS if program.kind == "wrong" and wanted(program.name)
    ]
    assert runs
    diagnoses = [check.diagnosis for run in runs for check in run.checks if check.diagnosis is not None]
    places = [place for one in diagnoses for place in (one.where, *one.traceback) if place is not None]
    return {Path(place.file).name for place in places}


def test_feedback_points_at_the_learners_lines(judge):
    """Whoever calls what blocks is to blame, not the hidden line that blocks when it is called."""
    assert pointed_at(judge, lambda name: "12_blocking" in name) == {"blocking.py"}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_feedback_points_into_the_specs(judge):
    """Of no wrong program is a line told that its learner cannot see."""
    assert not {"scenarios.py"} & pointed_at(judge, lambda name: True)
