"""A fault of the machine gives no score, never a 0; it is tried once more, and forgotten once all is well again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import InfrastructureError
from grader.judge import Judge, JudgePool, JudgeSetup
from grader.results import Job, Status
from grader.sandbox import supervisor as supervisors
from grader.sandbox.supervisor import Supervisor

resource = pytest.importorskip("resource")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers need Linux")

TOML = """
id = "01_kata"
order = 1
module = "kata"
title = "A kata"
title_zh = "练习"
notes = ""
points = 10

[[tasks]]
title = "f"
title_zh = "f"
names = ["f"]
"""

SCENARIOS = """
from grader.specs import scenario

@scenario
def f(submission):
    return submission.f()
"""

SPEC = '''
from pathlib import Path
import pytest

@pytest.mark.task(1)
def test_f(f):
    """f gives 4."""
    seen = f()
    if seen.value == "memory":
        with Path(__file__).with_suffix(".tried").open("a") as file:
            file.write("tried\\n")
        bytearray(2 ** 60)
    assert seen.value == 4
'''


@pytest.fixture
def setup(tmp_path: Path) -> JudgeSetup:
    """A course whose check needs more memory than there is, where the submission gives "memory"."""
    for name, text in {
        "exercises/01_kata/exercise.toml": TOML,
        "tests/specs/01_kata/scenarios.py": SCENARIOS,
        "tests/specs/01_kata/spec_kata.py": SPEC,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return JudgeSetup(root=str(tmp_path), exercises=("01_kata",), confine=True)


def job(value: str = "4") -> Job:
    """A submission that gives a value."""
    source = f"def f(): return {value}".encode()
    return Job(exercise="01_kata", module="kata", files={"kata.py": source})


NO_FORK = """
import os
def fork():
    raise BlockingIOError(11, "Resource temporarily unavailable")
os.fork = fork
"""


def test_a_machine_that_cannot_fork_is_to_blame(setup, monkeypatch):
    """Where the machine has no room for a process, no worker comes; when it has, the same supervisor goes on."""
    scenarios = {"01_kata": Path(setup.root, "tests/specs/01_kata/scenarios.py")}
    with Supervisor(scenarios) as supervisor:
        monkeypatch.setattr(supervisors, "_ZYGOTE", NO_FORK + supervisors._ZYGOTE)
        with pytest.raises(InfrastructureError, match="Resource temporarily unavailable"):
            supervisor.worker(job())
        monkeypatch.undo()
        worker = supervisor.worker(job())
        assert worker.run("f", (), seed=0, deadline=5).value == 4
        worker.close()


def test_walls_that_do_not_get_up_are_the_machines_fault(setup, monkeypatch):
    """A worker that the kernel refuses a wall has read nothing of the submission, so it is not the learner's crash."""
    scenarios = {"01_kata": Path(setup.root, "tests/specs/01_kata/scenarios.py")}
    refuse = "import grader.sandbox.confine as c\nc.landlock.restrict = lambda d: 1 / 0\n"
    monkeypatch.setattr(supervisors, "_ZYGOTE", refuse + supervisors._ZYGOTE)
    with Supervisor(scenarios) as supervisor:
        worker = supervisor.worker(job())
        with pytest.raises(InfrastructureError, match="could not put up its walls"):
            worker.run("f", (), seed=0, deadline=5)
        worker.close()


def test_a_machine_without_descriptors_costs_no_score(setup):
    """A judge that can open nothing more gives no score; the next submission has one."""
    with Judge(setup) as judge:
        process = judge._process.pid
        limits = resource.prlimit(process, resource.RLIMIT_NOFILE)
        resource.prlimit(process, resource.RLIMIT_NOFILE, (4, limits[1]))
        run = judge.judge(job())
        assert (run.status, run.checks) == (Status.INFRASTRUCTURE_ERROR, ())
        assert "Too many open files" in run.message
        resource.prlimit(process, resource.RLIMIT_NOFILE, limits)
        assert judge.judge(job()).status is Status.GRADED


def test_a_judge_without_memory_costs_no_score(setup):
    """MemoryError in the judge itself is no verdict: it is tried once more, in a new judge, and then has no score."""
    pool = JudgePool(setup)
    run = pool.judge(job("'memory'"))
    assert (run.status, run.checks) == (Status.INFRASTRUCTURE_ERROR, ())
    assert Path(setup.root, "tests/specs/01_kata/spec_kata.tried").read_text() == "tried\n" * 2
    assert pool.judge(job()).status is Status.GRADED
    pool.close()


def test_a_judge_that_is_killed_over_and_over_costs_no_score(setup):
    """Whoever kills judges, the kernel for want of memory, say: two tries, then no score."""

    class Killed(Judge):
        """A judge that does not live long."""

        starts = 0

        def start(self):
            """Start, and be killed."""
            Killed.starts += 1
            ready = super().start()
            os.kill(self._process.pid, 9)
            return ready

    pool = JudgePool(setup, Killed)
    assert pool.judge(job()).status is Status.INFRASTRUCTURE_ERROR
    assert Killed.starts == 2


FULL = """
import resource, sys
from pathlib import Path
from grader.errors import UsageError
from grader.reports.output import write_all
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_all(Path(sys.argv[1]), {"small": "x", "results.json": "x" * 2000}.items())
except UsageError as error:
    print(error)
"""


def test_a_file_that_does_not_fit_on_the_disk_is_named_and_leaves_no_half(tmp_path):
    """For real: the kernel refuses the bytes, the file is named, and what stands there is whole."""
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{tmp_path / 'results.json'}: cannot be written: File too large\n"
    assert [path.name for path in tmp_path.iterdir()] == ["small"]
