"""A class with programs that crash and flood is graded to its end, and every honest verdict is right.

Those that hang are in `tests/benchmarks/robustness.py`, which is run by hand: they take their time.
"""

import runpy
import sys
from pathlib import Path

import pytest

from grader.exercises import load_course

ROOT = Path(__file__).resolve().parents[2]
QUICK = ("exits", "gives too much", "crashes")


@pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")
def test_a_class_with_misbehaving_programs_is_graded_to_its_end():
    """Nothing that one submission does reaches another's verdict, and nothing is left behind."""
    robustness = runpy.run_path(str(ROOT / "tests" / "benchmarks" / "robustness.py"))
    course = load_course(ROOT)
    exercises = [one for one in course.exercises if one.slug == "01_yield"]
    found = robustness["run"](course, exercises, 30, jobs=2, one_in=10, bodies=QUICK)
    assert (found.submissions, found.misbehaving) == (30, 3)
    assert found.wrong_verdicts == ()
    assert found.left_behind == ()
