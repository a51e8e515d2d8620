"""The command line on kernels that lack something, and as people without rights: real processes, really refused calls.

A kernel without a feature is simulated by a seccomp filter that answers its calls as such a kernel does. The filter
stays in force through exec, so the command, its judges and its workers all live on that kernel.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import struct
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox import kernel
from grader.sandbox.confine import probe

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's"),
    pytest.mark.skipif(not all(wall.stands for wall in probe()), reason="no walls here"),
]

LAUNCH = """
import json, os, struct, sys
from grader.sandbox import kernel, seccomp
program, user, command = json.loads(sys.argv[1])
if program:
    kernel.control(38, 1)  # no new privileges
    seccomp.load(bytes.fromhex(program))
if user is not None:
    os.setgroups([]), os.setgid(user), os.setuid(user)
os.execv(command[0], command)
"""


def kernel_without(**calls: int) -> str:
    """A seccomp program, in hexadecimal, under which each of these calls fails with its errno."""
    numbers = {
        name: kernel.machine().number(name) or OTHERS[name] for name in calls if name in kernel.NUMBERS
    }
    numbers |= {name: OTHERS[name][kernel.machine().column] for name in calls if name not in kernel.NUMBERS}
    code = struct.pack("=HBBI", 0x20, 0, 0, 0)
    for name, error in calls.items():
        code += struct.pack("=HBBI", 0x15, 0, 1, numbers[name])
        code += struct.pack("=HBBI", 0x06, 0, 0, 0x00050000 | error)
    return (code + struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000)).hex()


OTHERS = {"unshare": (272, 97), "pidfd_open": (434, 434), "setns": (308, 268)}
"""Calls which the walls do not name: their numbers on x86-64 and aarch64."""


@pytest.fixture
def world() -> Iterator[Path]:
    """A folder that everybody may read, with a class of two in it."""
    with tempfile.TemporaryDirectory(prefix="kata-", dir="/tmp") as name:
        root = Path(name)
        root.chmod(0o755)
        for learner, source in (("right", ROOT / "solutions/03_send/send.py"), ("empty", None)):
            folder = root / "class" / learner / "03_send"
            folder.mkdir(parents=True)
            (folder / "send.py").write_bytes(source.read_bytes() if source else b"")
        yield root


def run(
    *arguments: str, program: str = "", user: int | None = None, python: str = sys.executable
) -> subprocess.CompletedProcess[str]:
    """Run the command line on a simulated kernel, or as another user."""
    command = [python, "-m", "grader", *arguments]
    return subprocess.run(
        [sys.executable, "-c", LAUNCH, json.dumps([program, user, command])],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        cwd="/",
    )


def grade(world: Path, **how: object) -> subprocess.CompletedProcess[str]:
    """Grade the class of the world."""
    out = world / "out"
    out.mkdir(exist_ok=True)
    out.chmod(0o777)
    course = how.pop("course", ROOT)
    return run(
        *("grade", str(world / "class"), "--out", str(out / "report")),
        *("--exercise", "03_send", "--course", str(course), "--jobs", "1"),
        **how,  # type: ignore[arg-type]
    )


def scores(world: Path) -> dict[str, float]:
    """What each learner of the world has got."""
    document = json.loads((world / "out/report/results.json").read_text())
    return {result["learner"]: result["score"] for result in document["results"]}


LACKING = {
    "without Landlock": (
        kernel_without(landlock_create_ruleset=errno.ENOSYS),
        "Landlock (the kernel has no Landlock (it needs Linux 5.13 or later, built with it))",
    ),
    "with Landlock off": (
        kernel_without(landlock_create_ruleset=errno.EOPNOTSUPP),
        "Landlock (Landlock is built into the kernel but was not enabled when it started (lsm=))",
    ),
    "in a container that forbids Landlock": (
        kernel_without(landlock_create_ruleset=errno.EPERM),
        "Landlock (a container or its seccomp profile forbids Landlock)",
    ),
    "without seccomp": (
        kernel_without(seccomp=errno.ENOSYS),
        "seccomp (the kernel has no seccomp filters",
    ),
    "without pidfds": (kernel_without(pidfd_open=errno.ENOSYS), "pidfd ("),
}


@pytest.mark.parametrize(("program", "words"), LACKING.values(), ids=LACKING)
def test_a_kernel_that_lacks_a_wall_is_refused(world, program, words):
    """`grade` ends with 2 and one line that names the wall and the reason; no submission is run, nothing written."""
    done = grade(world, program=program)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("grader: this machine cannot wall submissions in, it lacks ")
    assert words in line
    assert not (world / "out/report").exists()


@pytest.mark.parametrize(("program", "words"), LACKING.values(), ids=LACKING)
def test_doctor_says_the_same(program, words):
    """On the same kernels `doctor` ends with 3, and says what is lost and what to do."""
    done = run("doctor", "--json", "--course", str(ROOT), program=program)
    assert done.returncode == 3
    (missing,) = [one for one in json.loads(done.stdout)["findings"] if one["state"] == "missing"]
    assert words.startswith(missing["name"])
    assert missing["says"]
    assert missing["lost"]
    assert missing["remedy"]


def test_the_simulation_alone_changes_nothing(world):
    """Under a filter that refuses nothing that is needed, the class is graded: the refusals above are the kernel's."""
    done = grade(world, program=kernel_without(setns=errno.ENOSYS))
    assert done.returncode == 0, done.stderr
    assert scores(world) == {"empty": 0, "right": 10}


def test_user_namespaces_are_not_needed(world):
    """Where no namespace can be made, the class is graded all the same, behind walls."""
    done = grade(world, program=kernel_without(unshare=errno.EPERM, clone3=errno.ENOSYS, setns=errno.EPERM))
    assert done.returncode == 0, done.stderr
    assert scores(world) == {"empty": 0, "right": 10}


def python_for(user: int, folder: Path) -> str | None:
    """A Python of this version, with the package, that a user may run: the own one, or a new venv of the system's."""
    bases = [
        sys.executable,
        shutil.which(f"python3.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin") or "",
    ]
    for base in filter(None, bases):
        trial = [sys.executable, "-c", LAUNCH, json.dumps(["", user, [base, "-c", "import grader, pytest"]])]
        if subprocess.run(trial, capture_output=True, check=False, cwd="/").returncode == 0:
            return base
    if not bases[1]:
        return None
    target = folder / "venv"
    subprocess.run([bases[1], "-m", "venv", "--without-pip", str(target)], check=True)
    (site,) = target.glob("lib/*/site-packages")
    (site / "kata.pth").write_text(f"{sysconfig.get_path('purelib')}\n{folder / 'course'}\n")
    trial = [
        sys.executable,
        "-c",
        LAUNCH,
        json.dumps(["", user, [str(target / "bin/python"), "-c", "import msgspec"]]),
    ]
    works = subprocess.run(trial, capture_output=True, check=False, cwd="/").returncode == 0
    return str(target / "bin/python") if works else None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    "program", ["", kernel_without(unshare=errno.EPERM)], ids=["as is", "no user namespaces"]
)
def test_an_ordinary_user_grades_behind_walls(world, program):
    """Without any privilege the walls stand and the class is graded, from a copy of the course that is theirs."""
    course = world / "course"
    for name in ("exercises", "solutions", "tests/specs", "grader"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", course)
    python = python_for(NOBODY, world)
    if python is None:
        pytest.skip("no Python that an ordinary user may run")
    done = grade(world, course=course, user=NOBODY, python=python, program=program)
    assert done.returncode == 0, done.stderr
    assert scores(world) == {"empty": 0, "right": 10}
    told = run("doctor", "--course", str(course), user=NOBODY, python=python, program=program)
    assert told.returncode == 0, told.stderr
    assert "an ordinary user" in told.stdout
