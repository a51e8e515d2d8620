"""`grader mutate` tells which mistakes a spec does not see, and knows those that are explained."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.errors import CourseError
from grader.exercises import load_course
from grader.mutation import load_survivors, mutate

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

BLIND = "    assert double(x).value == 2 * x"
EXPLAINED = """
[[survivors]]
change = "return 2 * x => return 3 * x"
reason = "a spec that sees nothing"

[[survivors]]
change = "nothing of the kind"
reason = "gone since"
"""


def found_in(root):
    """The one Mutation of the course at `root`."""
    course = load_course(root)
    with ThreadPoolExecutor(2) as executor:
        (found,) = mutate(course, course.exercises, executor, lambda done, total: None)
    return found


def test_a_sound_spec_refuses_every_mutant(own_course):
    """Each of the solution's mutants fails a check, but for the pause that nobody can see."""
    found = found_in(own_course)
    assert found.mutants >= 8
    assert found.passed == ("wait: cancellation swallowed",)
    assert found.killed == 1 - 1 / found.mutants


def test_a_blind_spec_is_told_and_an_explanation_counts(own_course):
    """A check taken away lets mistakes pass; one of them is explained, and one explanation is stale."""
    hidden = own_course / "tests" / "specs" / "01_numbers"
    spec = hidden / "spec_numbers_kata.py"
    spec.write_text(spec.read_text().replace(BLIND, "    assert double(x).value"))
    before = found_in(own_course)
    assert "return 2 * x => return 3 * x" in before.passed
    (hidden / "survivors.toml").write_text(EXPLAINED)
    after = found_in(own_course)
    assert set(before.passed) - set(after.passed) == {"return 2 * x => return 3 * x"}
    assert after.explained == 1
    assert after.stale == ("nothing of the kind",)


def test_a_missing_solution_is_named(own_course):
    """There is nothing to make mistakes in."""
    (own_course / "solutions" / "01_numbers" / "numbers_kata.py").unlink()
    with pytest.raises(CourseError, match=r"numbers_kata\.py: is missing"):
        found_in(own_course)


def test_a_broken_file_is_named(tmp_path):
    """An explanation without a reason is an error that names the file and the field."""
    file = tmp_path / "survivors.toml"
    file.write_text('[[survivors]]\nchange = "x"\n')
    with pytest.raises(CourseError, match=r"survivors\.toml.*reason"):
        load_survivors(file)
