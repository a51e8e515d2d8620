"""A learner's own pytest gives what a grading gives: the whole course, run at home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.exercises import load_course
from grader.learners import LearnerFiles
from grader.observation import Trouble

ROOT = Path(__file__).parents[2]

TRIED_OUT = """

import asyncio, sys, time
async def _wait():
    await asyncio.sleep(2.25)
_loop = asyncio.get_event_loop() if sys.version_info < (3, 14) else asyncio.new_event_loop()
_loop.run_until_complete(_wait())
asyncio.run(_wait())
time.sleep(1 / 3)
del _loop
import warnings
warnings.warn("this is old", DeprecationWarning)
"""
"""What a learner may leave at the end of a file: it waits for longer than an exercise's real time, and warns."""


@pytest.fixture
def home(tmp_path):
    """A course with the solutions where a learner's answers stand."""
    for name in ("exercises", "tests/specs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for exercise in load_course(ROOT).exercises:
        text = exercise.solution.read_text("utf-8") + (TRIED_OUT if not exercise.info.processes else "")
        (tmp_path / "exercises" / exercise.slug / exercise.stub.name).write_text(text, "utf-8")
    return tmp_path


def test_every_solution_passes(home):
    """Whatever else the file does at its import, in no time and without a word about it."""
    exercises = sorted(str(file.parent) for file in home.glob("exercises/*/exercise.toml"))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *exercises]
    done = subprocess.run(
        command,
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "GRADER_LANG": "en"},
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert done.stdout.count("All tasks done.") == len(exercises)
    assert "warning" not in done.stdout.lower()
    assert done.stderr == ""


def test_what_never_ends_is_not_imported(own_course):
    """Time at the import is the clock's, so an endless wait there has no end, either; it is the file's failure."""
    (exercise,) = load_course(own_course).exercises
    exercise.stub.write_text("import threading\nthreading.Event().wait()\n", "utf-8")
    learner = LearnerFiles(exercise)
    try:
        learner.import_for_examples()
    finally:
        sys.modules.pop(exercise.module, None)
    assert learner.broken is not None
    assert learner.broken.trouble is Trouble.DEADLOCK
