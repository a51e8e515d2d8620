"""An exercise about processes gives the same verdicts in a judge, as any user, and in a learner's own pytest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.judge import Judge, JudgeSetup
from grader.results import Job, Outcome

TOML = """
id = "01_kata"
order = 1
module = "kata"
title = "A kata"
title_zh = "练习"
notes = ""
points = 10
deadline = 5.0
processes = true

[[tasks]]
title = "spread"
title_zh = "spread"
names = ["spread"]
"""

SCENARIOS = """
import os
import time
from grader.specs import scenario

def where(x):
    start = time.monotonic()
    time.sleep(0.05)
    return x, os.getpid(), start

@scenario
async def spread(submission, inputs, workers):
    found = await submission.spread(where, inputs, workers)
    return [x for x, _, _ in found], len({pid for _, pid, _ in found} - {os.getpid()})

@scenario
def spread_and_die(submission):
    submission.spread.__globals__["os"]._exit(0)
"""

SPEC = '''
import pytest

@pytest.mark.task(1)
def test_results_come_in_order(spread):
    """Results are in order, from other processes, and time is real."""
    seen = spread([3, 1, 2, 4], 2)
    assert seen.value == ([3, 1, 2, 4], 2)
    assert 0.1 <= seen.elapsed < 4
'''

PUBLIC = '''
import asyncio
import math
import pytest
from kata import spread

@pytest.mark.task(1)
async def test_factorials():
    """Factorials of a few numbers."""
    assert await spread(math.factorial, [3, 4], 2) == [6, 24]
'''

SOLUTION = """
import asyncio
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

async def spread(function, inputs, workers):
    loop = asyncio.get_running_loop()
    context = multiprocessing.get_context("{method}")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return await asyncio.gather(*(loop.run_in_executor(pool, work, function, x) for x in inputs))

def work(function, x):
    return function(x)
"""

HUNG = "import time\n" + SOLUTION.replace("return function(x)", "time.sleep(60)")

METHODS = pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one exercise, about processes, that everyone may read."""
    root = tmp_path_factory.mktemp("processes")
    files = {
        "exercises/01_kata/exercise.toml": TOML,
        "exercises/01_kata/test_kata.py": PUBLIC,
        "tests/specs/01_kata/scenarios.py": SCENARIOS,
        "tests/specs/01_kata/spec_kata.py": SPEC,
        "pyproject.toml": '[tool.pytest.ini_options]\nasyncio_mode = "auto"\naddopts = ["--import-mode=importlib"]\n'
        'asyncio_default_fixture_loop_scope = "function"\nfilterwarnings = ["error"]\n',
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for folder in (root, *root.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return root


@pytest.fixture(scope="module")
def judge(course: Path):
    """A judge of that course."""
    if sys.platform != "linux":
        pytest.skip("workers need Linux")
    with Judge(JudgeSetup(root=str(course), exercises=("01_kata",), confine=True)) as judge:
        yield judge


def job(source: str) -> Job:
    """A submission."""
    return Job(exercise="01_kata", module="kata", files={"kata.py": source.encode()})


@METHODS
def test_a_judge_passes_every_start_method(judge: Judge, method: str) -> None:
    """A right answer passes, however it starts its processes, and is not flagged."""
    run = judge.judge(job(SOLUTION.format(method=method)))
    assert [(check.outcome, check.message) for check in run.checks] == [(Outcome.PASSED, "")]
    assert run.flags == ()


def test_a_judge_tells_a_wrong_answer(judge: Judge) -> None:
    """What runs in one process is seen."""
    run = judge.judge(job("async def spread(f, inputs, workers): return [f(x) for x in inputs]"))
    assert run.checks[0].message == "Gave ([3, 1, 2, 4], 0), expected ([3, 1, 2, 4], 2)."


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="the tests run as an ordinary user"
)
def test_a_judge_of_an_ordinary_users_does_the_same(course: Path) -> None:
    """No privilege is needed."""
    script = f"""
import os
os.setgroups([]); os.setgid(65534); os.setuid(65534)
from grader.judge import Judge, JudgeSetup
from grader.results import Job
for method in ("fork", "spawn", "forkserver"):
    with Judge(JudgeSetup(root={str(course)!r}, exercises=("01_kata",), confine=True)) as judge:
        source = {SOLUTION!r}.format(method=method).encode()
        run = judge.judge(Job(exercise="01_kata", module="kata", files={{"kata.py": source}}))
        print(*[check.outcome for check in run.checks], run.message)
"""
    # everything is imported before the change of user, who may be unable to read the Python of who runs the tests
    imported = "import grader.judge.session, grader.judge, grader.sandbox.zygote, grader.sandbox.processes\n"
    reaches = subprocess.run(
        [sys.executable, "-c", "import os; os.setuid(65534); os.execv(os.sys.executable, ['python', '-c', ''])"],
        check=False, capture_output=True, timeout=60,
    )  # fmt: skip
    if reaches.returncode:
        pytest.skip("an ordinary user cannot run this Python")
    done = subprocess.run(
        [sys.executable, "-c", imported + script], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split("\n")[:3] == ["passed "] * 3, done.stderr


def learner(course: Path, tmp_path: Path, source: str) -> str:
    """What `pytest exercises/01_kata` says."""
    copy = tmp_path / "course"
    subprocess.run(["cp", "-r", str(course), str(copy)], check=True)
    (copy / "exercises/01_kata/kata.py").write_text(source)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "exercises/01_kata"],
        cwd=copy, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@METHODS
def test_a_learners_pytest_passes_every_start_method(course: Path, tmp_path: Path, method: str) -> None:
    """In-process, too, processes that start afresh find the learner's module and the scenarios' functions."""
    assert "2 passed" in learner(course, tmp_path, SOLUTION.format(method=method))


def test_a_learners_hang_ends_and_leaves_no_process(course: Path, tmp_path: Path) -> None:
    """When the time is up, the processes that are waited for are ended."""
    said = learner(course, tmp_path, HUNG.format(method="fork"))
    assert "Still running after 5 s" in said
    assert "2 failed" in said or "1 failed" in said
