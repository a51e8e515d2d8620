"""`grader doctor` says what a machine can enforce, and `grade` refuses with the same words."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from grader import doctor
from grader.cli import main
from grader.sandbox import confine
from grader.sandbox.confine import Wall

LANDLOCK = Wall(name="Landlock", stands=False, why_not="the kernel has no Landlock")


@pytest.fixture
def without_landlock(monkeypatch):
    """A machine that has every wall but Landlock."""
    walls = [LANDLOCK if wall.name == "Landlock" else wall for wall in confine.probe()]
    monkeypatch.setattr(doctor, "probe", lambda: walls)


def finding(name):
    """What an examination of this machine says of one thing."""
    (found,) = [one for one in doctor.examine().findings if one.name == name]
    return found


def test_every_wall_is_named_and_has_a_purpose():
    """Each wall stands in the examination once; where it is missing, what is lost and what to do are said."""
    names = [wall.name for wall in doctor.walls()]
    assert names == [one.name for one in doctor.examine().findings[: len(names)]]
    assert set(names) == set(doctor._PURPOSES)
    for purpose in doctor._PURPOSES.values():
        assert purpose.lost.endswith(".")
        assert purpose.remedy.endswith(".")


@pytest.mark.usefixtures("without_landlock")
def test_a_missing_wall_makes_grading_unsafe():
    """The finding says what was found, what is lost and what to do, and the examination names it."""
    examination = doctor.examine()
    assert not examination.safe
    (missing,) = examination.missing
    assert (missing.name, missing.state, missing.says) == ("Landlock", "missing", LANDLOCK.why_not)
    assert "solutions" in missing.lost
    assert "lsm=" in missing.remedy
    assert list(doctor.lines(examination))[-1].startswith(
        "This machine cannot wall submissions in: Landlock missing."
    )


@pytest.mark.usefixtures("without_landlock")
def test_the_command_says_it_with_its_exit_code():
    """On a machine that is not safe it ends with 3, in text and in JSON alike."""
    shown = CliRunner().invoke(main, ["doctor"])
    assert shown.exit_code == 3
    assert "missing  Landlock" in shown.stdout
    told = CliRunner().invoke(main, ["doctor", "--json"])
    assert told.exit_code == 3
    document = json.loads(told.stdout)
    assert document["safe"] is False
    assert [one["name"] for one in document["findings"] if one["state"] == "missing"] == ["Landlock"]


def test_a_safe_machine_ends_with_0(monkeypatch):
    """Where every wall stands, exit code 0 and a last line that says so."""
    monkeypatch.setattr(doctor, "walls", lambda: [Wall(name="seccomp", stands=True)])
    shown = CliRunner().invoke(main, ["doctor"])
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[-1].endswith("grading other people's code is safe here.")


def test_one_line_refuses(monkeypatch):
    """`refusal` is one line with the wall, the reason and the way out; nothing where all stands, or is trusted."""
    monkeypatch.setattr("sys.platform", "linux")
    line = doctor.refusal([LANDLOCK])
    assert line is not None
    assert "\n" not in line
    assert line.startswith(
        "this machine cannot wall submissions in, it lacks Landlock (the kernel has no Landlock);"
    )
    assert doctor.refusal([LANDLOCK], unconfined=True) is None
    assert doctor.refusal([Wall(name="Landlock", stands=True)]) is None


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_told_what_works_there(monkeypatch, system):
    """Doctor answers on every system: no wall stands, and learners can work."""
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("platform.system", lambda: "Elsewhere")
    assert not doctor.examine().safe
    line = doctor.refusal(doctor.walls(), unconfined=True)
    assert line == "grading needs Linux; learners run `pytest exercises/...` on every system"


def test_a_python_that_was_not_tried_is_noted(monkeypatch):
    """A newer Python is no reason to refuse, but worth a word; an older one is."""
    monkeypatch.setattr("sys.version_info", (3, 99, 0))
    assert finding("Python").state is doctor.State.NOTE
    monkeypatch.setattr("sys.version_info", (3, 10, 0))
    assert finding("Python").state is doctor.State.MISSING


def test_exercises_that_need_processes_are_named(monkeypatch, tiny_course):
    """Where the kernel cannot ask before a fork, the exercises that need it are lost, and only those."""
    from grader.exercises import load_course  # noqa: PLC0415
    from grader.sandbox.kernel import MissingWall  # noqa: PLC0415

    (exercise,) = load_course(tiny_course).exercises
    needing = type("Needing", (), {"slug": "15_multicore", "info": type("Info", (), {"processes": True})})

    def too_old():
        raise MissingWall("too old")

    monkeypatch.setattr(doctor.seccomp, "check_asking", too_old)
    (found,) = doctor._processes([exercise, needing])
    assert (found.state, found.says) == (doctor.State.NOTE, "too old")
    assert found.lost == "15_multicore cannot be graded; the other exercises can."
    (found,) = doctor._processes([exercise])
    assert (found.state, found.lost) == (doctor.State.OK, "")


@pytest.mark.parametrize(
    ("version", "words"), [(1, "not TCP"), (4, "files, TCP; not signals"), (7, "abstract sockets")]
)
def test_what_an_older_landlock_does_not_see_is_no_loss(monkeypatch, version, words):
    """Every version of Landlock will do: seccomp refuses what an old one does not see."""
    monkeypatch.setattr(doctor, "probe", lambda: [Wall(name="Landlock", stands=True)])
    monkeypatch.setattr(doctor.landlock, "abi", lambda: version)
    found = finding("Landlock features")
    assert found.state is doctor.State.OK
    assert words in found.says
