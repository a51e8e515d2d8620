"""Whether the public examples of exercises are sound: they pass on whatever is right, and fail on the stub.

They are run as a learner runs them, by pytest, in a copy of the course without its hidden half.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from grader.exercises import Course, Exercise
from grader.programs import Program, programs_of

_LINE = re.compile(r"^(PASSED|FAILED|ERROR) exercises/([^/\n]+)/[^:\n]+::(.+?)(?: - .*)?$", re.MULTILINE)
_PYTEST = (
    *(sys.executable, "-m", "pytest", "exercises"),
    "-v",  # else only the first failure of a task is listed
    "-rA",
    "--tb=no",
    "--no-header",
    *("-p", "no:cacheprovider"),
    "--continue-on-collection-errors",
)


def example_findings(course: Course, exercises: Sequence[Exercise]) -> list[tuple[str, str]]:
    """(slug, finding) where public examples fail on a right program, pass on the stub, or cannot be run at all."""
    found: dict[str, list[str]] = {exercise.slug: [] for exercise in exercises}
    # A pytest for one program of each exercise takes hardly longer than one for a single program.
    for programs in zip_longest(*map(_programs, exercises)):
        together = [program for program in programs if program is not None]
        passes = _run(course, together)
        for program in together:
            slug = program.exercise.slug
            found[slug] += _findings(program, {test: ok for (one, test), ok in passes.items() if one == slug})
    return [(slug, finding) for slug, findings in found.items() for finding in findings]


def _programs(exercise: Exercise) -> list[Program]:
    return [program for program in programs_of(exercise) if program.kind != "wrong"]


def _findings(program: Program, passes: Mapping[str, bool]) -> Iterator[str]:
    slug, name = program.exercise.slug, program.name.partition(" ")[2].replace("solution", "the solution")
    if program.kind == "stub":
        yield from (f"public example {slug}/{test} passes on the stub" for test, ok in passes.items() if ok)
        return
    if not passes:
        yield f"the public examples cannot be run on {name}"
    yield from (f"public example {slug}/{test} fails on {name}" for test, ok in passes.items() if not ok)


def _run(course: Course, programs: Sequence[Program]) -> dict[tuple[str, str], bool]:
    """Whether each public example, by slug and test, passes on the program that is there for its exercise."""
    with tempfile.TemporaryDirectory(prefix="examples-") as name:
        root = Path(name)
        settings = course.root / "pyproject.toml"
        if settings.is_file():
            shutil.copy(settings, root)
        for program in programs:
            target = root / "exercises" / program.exercise.slug
            shutil.copytree(program.exercise.folder, target, ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(program.path, target / program.exercise.stub.name)
        done = subprocess.run(_PYTEST, cwd=root, capture_output=True, text=True, check=False)
    return {(slug, test): verdict == "PASSED" for verdict, slug, test in _LINE.findall(done.stdout)}
