"""What the tests of the package share: records with sound defaults, and a tiny course that `validate` agrees with.

And what a run of them needs: bytecode for the programs that it starts, and leave to take its time.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from grader.exercises import ExerciseInfo, Task
from grader.gradebook import Entry, Gradebook
from grader.results import CheckResult, Outcome, RunResult, Status
from grader.scoring import score

os.environ["GRADER_LANG"] = "en"  # whatever language the machine speaks


def pytest_configure(config: pytest.Config) -> None:
    """Let the programs that the tests start keep their bytecode, in a folder that goes with the run.

    Hundreds of them start, and each would compile the package anew where a machine writes no bytecode.
    """
    if hasattr(config, "workerinput"):
        return  # a process of xdist, which has inherited it
    kept = tempfile.mkdtemp(prefix="bytecode-")
    config.add_cleanup(lambda: shutil.rmtree(kept, ignore_errors=True))
    os.environ["PYTHONPYCACHEPREFIX"] = kept
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is slow, unless marks are asked for."""
    if not config.option.markexpr:
        slow = [item for item in items if item.get_closest_marker("slow")]
        if slow:
            config.hook.pytest_deselected(items=slow)
            items[:] = [item for item in items if item not in slow]


MakeInfo = Callable[..., ExerciseInfo]
MakeRun = Callable[..., RunResult]
MakeBook = Callable[..., Gradebook]


@pytest.fixture
def make_info() -> MakeInfo:
    """Make the ExerciseInfo of an exercise called `slug`, with as many tasks as wanted."""
    return _info


def _info(slug: str = "01_kata", *, points: int = 10, tasks: int = 2, title: str = "A kata") -> ExerciseInfo:
    return ExerciseInfo(
        id=slug,
        order=1,
        module="kata",
        title=title,
        title_zh="练习",
        notes="",
        points=points,
        tasks=[
            Task(title=f"the task {number}", title_zh="任务", names=["f"], hint=f"Think of {number}.")
            for number in range(1, tasks + 1)
        ],
    )


@pytest.fixture
def make_run() -> MakeRun:
    """Make a graded RunResult from (task, outcome) pairs; the checks are called check_0, check_1, ..."""
    return _run


def _run(*outcomes: tuple[int, Outcome], slug: str = "01_kata", status: Status = Status.GRADED) -> RunResult:
    checks = [
        CheckResult(id=f"check_{number}", task=task, outcome=outcome)
        for number, (task, outcome) in enumerate(outcomes)
    ]
    return RunResult(exercise=slug, status=status, checks=tuple(checks))


@pytest.fixture
def make_book() -> MakeBook:
    """Make a Gradebook from exercises and runs by (learner, slug); what is left out was not handed in."""
    return _book


def _book(
    exercises: list[ExerciseInfo],
    runs: Mapping[tuple[str, str], RunResult],
    digest: str | None = None,
) -> Gradebook:
    learners = sorted({learner for learner, _ in runs})

    def entry(learner: str, info: ExerciseInfo) -> Entry:
        run = runs.get((learner, info.id)) or RunResult(exercise=info.id, status=Status.MISSING)
        return Entry(learner=learner, exercise=info.id, digest=digest, run=run, score=score(info, run))

    return Gradebook(
        exercises=tuple(exercises),
        learners=tuple(learners),
        table=tuple(tuple(entry(learner, info) for info in exercises) for learner in learners),
    )


# --- a tiny course --------------------------------------------------------------------------------------------

SLUG = "01_numbers"

_SETTINGS = """\
[tool.pytest.ini_options]
addopts = ["--import-mode=importlib"]
asyncio_mode = "auto"
asyncio_default_fixture_loop_scope = "function"
"""

_TOML = """\
id = "01_numbers"
order = 1
module = "numbers_kata"
title = "Numbers"
title_zh = "数"
notes = ""
points = 10

[[tasks]]
title = "double doubles"
title_zh = "加倍"
names = ["double"]
hint = "What is two times three?"

[[tasks]]
title = "wait waits"
title_zh = "等待"
names = ["wait"]
"""

_STUB = '''\
"""Numbers."""


def double(x):
    """Give twice x."""
    raise NotImplementedError


async def wait(seconds):
    """Sleep, and give the seconds."""
    raise NotImplementedError
'''

_SOLUTION = '''\
"""Numbers."""

import asyncio


def double(x):
    """Give twice x."""
    return 2 * x


async def wait(seconds):
    """Sleep, and give the seconds."""
    await asyncio.sleep(seconds)
    return seconds
'''

_PUBLIC = '''\
"""Examples."""

import pytest
from numbers_kata import double, wait


@pytest.mark.task(1)
def test_double():
    """3 is doubled."""
    assert double(3) == 6


@pytest.mark.task(2)
async def test_wait():
    """The seconds come back."""
    assert await wait(5) == 5
'''

_README = """\
# 01 · Numbers

## 1. double

```python
>>> double(3)
6
```

## 2. wait

```python
>>> asyncio.run(wait(5))
5
```
"""

_SCENARIOS = '''\
"""What is done."""

from grader.specs import scenario


@scenario
def double(submission, x):
    return submission.double(x)


@scenario
async def wait(submission, seconds):
    return await submission.wait(seconds)
'''

_SPEC = '''\
"""What must be seen."""

import pytest


@pytest.mark.task(1)
@pytest.mark.parametrize("x", [3, 4, 50])
def test_doubles(double, x):
    """A number is doubled."""
    assert double(x).value == 2 * x


@pytest.mark.task(2)
def test_waits(wait):
    """All the seconds pass."""
    seen = wait(7)
    assert seen.elapsed == 7
    assert seen.value == 7
'''

_CHINESE = """\
msgid "A number is doubled."
msgstr "数加倍。"

msgid "All the seconds pass."
msgstr "等够所有的秒数。"

msgid "3 is doubled."
msgstr "3 加倍。"

msgid "The seconds come back."
msgstr "返回秒数。"
"""

_WRONG = '''\
"""It multiplies by {factor}.

Fails: task 1
Says: Gave {value}, expected 6.
"""
'''


def _course_files() -> dict[str, str]:
    exercise, spec = f"exercises/{SLUG}", f"tests/specs/{SLUG}"
    body = _SOLUTION.partition('"""\n')[2]
    wrong = {
        f"{spec}/wrong/times_{factor}.py": _WRONG.format(factor=factor, value=3 * factor)
        + body.replace("2 * x", f"{factor} * x")
        for factor in range(3, 11)
    }
    right = {f"{spec}/right/way_{number}.py": _SOLUTION for number in range(4)}
    return {
        "pyproject.toml": _SETTINGS,
        f"{exercise}/exercise.toml": _TOML,
        f"{exercise}/numbers_kata.py": _STUB,
        f"{exercise}/.stub": _STUB,
        f"{exercise}/test_numbers_kata.py": _PUBLIC,
        f"{exercise}/README.md": _README,
        f"{exercise}/README.zh.md": _README.replace("Numbers", "数"),
        f"solutions/{SLUG}/numbers_kata.py": _SOLUTION,
        f"{spec}/scenarios.py": _SCENARIOS,
        f"{spec}/spec_numbers_kata.py": _SPEC,
        f"{spec}/zh.po": _CHINESE,
        **wrong,
        **right,
    }


@pytest.fixture(scope="session")
def tiny_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a sound course with one exercise, `01_numbers`; not to be written to."""
    root = tmp_path_factory.mktemp("tiny")
    for name, text in _course_files().items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


@pytest.fixture
def own_course(tiny_course: Path, tmp_path: Path) -> Path:
    """The root of a copy of the tiny course, to be broken."""
    root = tmp_path / "course"
    copytree(tiny_course, root, ignore=ignore_patterns("__pycache__"))
    return root
