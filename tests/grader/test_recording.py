"""What a learner's own pytest leaves in `.grader`, and that nobody else's leaves anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.exercises import Exercise, load_course
from grader.progress import Run, digest_of, read_run, standing

HALF = """\
import asyncio


def double(x):
    return 2 * x


async def wait(seconds):
    await asyncio.sleep(1)
    await asyncio.sleep(seconds - 1)
"""


@pytest.fixture
def exercise(own_course: Path) -> Exercise:
    """An exercise of which task 1 is right."""
    exercise = load_course(own_course).exercises[0]
    exercise.stub.write_text(HALF)
    return exercise


def run_pytest(exercise: Exercise, *arguments: str) -> Run | None:
    """Run a learner's pytest, and read what it left."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=exercise.root, capture_output=True, text=True, check=False)
    assert "INTERNALERROR" not in done.stdout + done.stderr
    return read_run(exercise)


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["in one process", "spread over workers"])
def test_a_run_leaves_what_every_check_found(exercise, workers):
    """Public and hidden ones, with messages and with lanes, of those that passed too."""
    run = run_pytest(exercise, "exercises/01_numbers", *workers)
    assert run.whole
    assert run.digest == digest_of(exercise)
    assert standing(exercise.info, run).done == {1}
    found = {(one.file, one.check.id): one for one in run.checks}
    assert sorted(found) == [
        ("spec_numbers_kata.py", "test_doubles[3]"),
        ("spec_numbers_kata.py", "test_doubles[4]"),
        ("spec_numbers_kata.py", "test_doubles[50]"),
        ("spec_numbers_kata.py", "test_waits"),
        ("test_numbers_kata.py", "test_double"),
        ("test_numbers_kata.py", "test_wait"),
    ]
    waits = found["spec_numbers_kata.py", "test_waits"]
    assert waits.check.message.startswith("Gave None, expected 7.")
    assert max(span.end for lane in waits.lanes for span in lane.spans) == 7
    assert found["test_numbers_kata.py", "test_wait"].lanes


@pytest.mark.parametrize(
    "arguments",
    [
        ["exercises/01_numbers", "-k", "double"],
        ["exercises/01_numbers", "-x"],
        ["exercises/01_numbers/test_numbers_kata.py"],
        ["tests/specs/01_numbers/spec_numbers_kata.py::test_waits"],
    ],
    ids=["-k", "-x", "a file", "a test"],
)
def test_a_run_of_some_checks_is_none_of_the_whole(exercise, arguments):
    """So no task counts as done because its other checks were left out."""
    run = run_pytest(exercise, *arguments)
    assert run.checks
    assert not run.whole
    assert standing(exercise.info, run).done == frozenset()


def test_a_run_of_some_checks_adds_to_the_last_whole_one(exercise):
    """The task that it does not look at keeps its standing."""
    run_pytest(exercise, "exercises/01_numbers")
    exercise.stub.write_text(
        HALF.replace(
            "    await asyncio.sleep(seconds - 1)", "    await asyncio.sleep(seconds - 1)\n    return seconds"
        )
    )
    run = run_pytest(exercise, "exercises/01_numbers", "-k", "wait")
    assert standing(exercise.info, run).complete


@pytest.mark.parametrize("folder", [".", "exercises", "exercises/../exercises/01_numbers"])
def test_a_run_of_more_than_the_exercise_is_whole_too(exercise, folder):
    """Whatever the path is that leads there."""
    assert run_pytest(exercise, folder).whole


def test_without_hidden_specs_the_public_examples_count(exercise):
    """A learner's repository may come without them."""
    for file in sorted((exercise.root / "tests").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    run = run_pytest(exercise, "exercises/01_numbers")
    assert (run.whole, len(run.checks), standing(exercise.info, run).done) == (True, 2, {1})


def test_a_broken_file_is_a_run_too(exercise):
    """Nothing is done, and the message says why."""
    exercise.stub.write_text("def double(x:\n")
    run = run_pytest(exercise, "exercises/01_numbers")
    assert run.whole
    assert standing(exercise.info, run).done == frozenset()


def test_what_cannot_be_written_is_not_told(exercise):
    """The learner's run goes on as if nothing were."""
    (exercise.root / ".grader").write_text("in the way")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "exercises/01_numbers"]
    done = subprocess.run(command, cwd=exercise.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "in the way" not in done.stdout + done.stderr
    assert done.stderr == ""


def test_a_watch_is_told_of_the_first_open_task_only(exercise):
    """All are run and counted; the summary names each."""
    exercise.stub.write_bytes(exercise.original.read_bytes())
    command = [sys.executable, "-m", "pytest", "-p", "grader.focus", "exercises/01_numbers"]
    done = subprocess.run(command, cwd=exercise.root, capture_output=True, text=True, check=False)
    assert "Task 1: double doubles" in done.stdout
    assert "Task 2: wait waits" not in done.stdout
    assert "task 2  wait waits" in done.stdout
    assert len(read_run(exercise).checks) == 6


@pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")
def test_a_judge_leaves_nothing(exercise, tmp_path):
    """Grading a class is no learner's run."""
    (tmp_path / "class" / "li").mkdir(parents=True)
    (tmp_path / "class" / "li" / "numbers_kata.py").write_text(HALF)
    command = [sys.executable, "-m", "grader", "grade", tmp_path / "class", "--out", tmp_path / "out"]
    subprocess.run([*command, "--course", exercise.root, "--jobs", "1"], check=True, capture_output=True)
    assert not (exercise.root / ".grader").exists()
