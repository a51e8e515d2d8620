"""Which machines have walls, and what is said of the others."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from grader.sandbox import kernel
from grader.sandbox.confine import Limits, MissingWall, Wall, Walls, probe


def test_probe_names_every_wall() -> None:
    """Each wall is listed once, with a reason of one line exactly where it is missing."""
    walls = probe()
    assert [wall.name for wall in walls] == [
        "resource limits",
        "no new privileges",
        "death with the parent",
        "Landlock",
        "seccomp",
    ]
    assert all(bool(wall.why_not) is not wall.stands and "\n" not in wall.why_not for wall in walls)


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_probe_answers_on_every_platform(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    """Where there are no walls, that is what probe says, and prepare refuses."""
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("platform.system", lambda: "Elsewhere")
    assert [(wall.stands, "Elsewhere" in wall.why_not) for wall in probe()] == [(False, True)] * 5
    with pytest.raises(MissingWall, match="Elsewhere"):
        Walls.prepare(Limits())


def test_the_module_imports_without_what_other_platforms_lack() -> None:
    """Neither `resource` nor `ctypes` is needed to import it, nor to be told that it cannot work."""
    program = (
        "import sys; sys.modules.update(resource=None, ctypes=None, fcntl=None)\n"
        "from grader.sandbox.confine import probe; print([wall.stands for wall in probe()])"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([False] * 5)


@pytest.mark.usefixtures("walls_stand")
@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSYS, "Landlock: the kernel has no Landlock"),
        (errno.EOPNOTSUPP, "Landlock: Landlock is built into the kernel but was not enabled"),
        (errno.EPERM, "Landlock: a container"),
        (errno.EIO, "Landlock: Landlock does not answer"),
    ],
)
def test_a_missing_wall_is_named(monkeypatch: pytest.MonkeyPatch, code: int, words: str) -> None:
    """The error says in one line which wall is missing and why; nothing is confined by halves."""
    call = kernel.call

    def lacking(name: str, *arguments: int | bytes | None) -> int:
        if name.startswith("landlock"):
            raise OSError(code, os.strerror(code))
        return call(name, *arguments)

    monkeypatch.setattr(kernel, "call", lacking)
    with pytest.raises(MissingWall) as missing:
        Walls.prepare(Limits())
    assert str(missing.value).startswith(words)
    assert "\n" not in str(missing.value)
    assert [wall.name for wall in probe() if not wall.stands] == ["Landlock"]


def test_a_wall_is_told_in_plain_values() -> None:
    """A Wall is a record: name, whether it stands, why not."""
    assert Wall(name="Landlock", stands=True) == Wall(name="Landlock", stands=True, why_not="")


@pytest.mark.parametrize(
    ("system", "processor", "words"),
    [("darwin", "arm64", "only Linux"), ("win32", "AMD64", "only Linux"), ("linux", "riscv64", "riscv64")],
)
def test_other_machines_are_named(
    monkeypatch: pytest.MonkeyPatch, system: str, processor: str, words: str
) -> None:
    """Where no table is known, MissingWall says what this machine is."""
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("platform.machine", lambda: processor)
    with pytest.raises(kernel.MissingWall, match=words):
        kernel.machine()
