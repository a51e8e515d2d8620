"""The learner's path on other machines: without POSIX, on consoles that are not UTF-8, with any editor's files."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import types
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from grader.cli import keyboard
from grader.exercises import Exercise, load_course
from grader.progress import run_file

ROOT = Path(__file__).parents[2]
ELSEWHERE = Path(__file__).with_name("elsewhere.py")
SLUG = "10_concurrency"
IN_TURN = (
    "results = []\n    for delay in delays:\n        results.append(await do_work(delay))\n    return results"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one real exercise, in a folder with blanks and Chinese characters in its name."""
    root = tmp_path_factory.mktemp("course") / "我的 课程 (new)"
    leave_out = ignore_patterns("__pycache__", "wrong", "right")
    for part in ("exercises", "solutions", "tests/specs"):
        copytree(ROOT / part / SLUG, root / part / SLUG, ignore=leave_out)
    (root / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return root


@pytest.fixture
def exercise(course: Path) -> Exercise:
    """The exercise, with its stub."""
    exercise = load_course(course).exercises[0]
    exercise.stub.write_bytes(exercise.original.read_bytes())
    return exercise


@pytest.fixture(scope="module")
def a_run(course: Path) -> bytes:
    """What a run of the stub leaves."""
    exercise = load_course(course).exercises[0]
    exercise.stub.write_bytes(exercise.original.read_bytes())
    run(exercise, "pytest", f"exercises/{SLUG}")
    return run_file(exercise).read_bytes()


def run(exercise: Exercise, *arguments: str, encoding: str = "utf-8", **environment: str) -> tuple[int, str]:
    """Run a module without POSIX, on a console with this encoding: (exit code, what it said)."""
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", ELSEWHERE, *arguments],
        cwd=exercise.root,
        env={**os.environ, "GRADER_LANG": "en", "PYTHONIOENCODING": encoding, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    said = done.stdout.decode(encoding) + done.stderr.decode(encoding)
    for trouble in ("INTERNALERROR", "Traceback", "UnicodeEncodeError", "EncodingWarning", "No module named"):
        assert trouble not in said
    return done.returncode, said


def test_a_stub_a_solution_and_a_wrong_program_without_posix(exercise):
    """pytest says of each what it says anywhere."""
    code, said = run(exercise, "pytest", f"exercises/{SLUG}")
    assert code == 1
    assert "`run_all` is not written yet in concurrency.py:24." in said
    solution = exercise.solution.read_text("utf-8")
    exercise.stub.write_text(solution, "utf-8")
    code, said = run(exercise, "pytest", f"exercises/{SLUG}")
    assert code == 0
    assert "All tasks done." in said
    assert "1 of 1 exercises done" in run(exercise, "grader", "progress")[1]  # with the course's own settings
    stub = exercise.original.read_text("utf-8")
    exercise.stub.write_text(stub.replace("raise NotImplementedError", IN_TURN, 1), "utf-8")
    code, said = run(exercise, "pytest", f"exercises/{SLUG}")
    assert code == 1
    assert "7 s, one after the other" in said


def test_an_endless_program_without_posix(exercise):
    """No signal is needed to stop it."""
    stub = exercise.original.read_text("utf-8")
    exercise.stub.write_text(
        stub.replace("raise NotImplementedError", "while True:\n        pass", 1), "utf-8"
    )
    code, said = run(exercise, "pytest", f"exercises/{SLUG}", "-k", "longest")
    assert code == 1
    assert "Still running after 2 s at concurrency.py:" in said


@pytest.mark.parametrize(
    ("command", "code", "expected"),
    [
        ("list", 0, "exercises done"),
        ("progress", 0, "exercises done"),
        ("next", 0, f"pytest {Path('exercises', SLUG)}"),
        ("hint 10 --all", 0, "asyncio.gather"),
        ("timeline 10", 0, "10_concurrency"),
        ("solution 10", 2, "do them first"),
        ("solution 10 --anyway", 0, "async def run_all"),
        ("reset 10", 0, "Nothing was changed."),
        ("reset 10 --yes", 0, "is the stub again."),
        ("watch 99", 2, "there is no exercise '99'"),
    ],
)
def test_the_learners_commands_without_posix(exercise, a_run, command, code, expected):
    """Each does its work, and says so on a console that takes only ASCII too."""
    run_file(exercise).write_bytes(a_run)
    exercise.stub.write_text("# 我的\n", "utf-8")
    for encoding in ("utf-8", "ascii"):
        found, said = run(exercise, "grader", *command.split(), encoding=encoding)
        assert found == code
        assert expected in said
        exercise.stub.write_text("# 我的\n", "utf-8")
        run_file(exercise).write_bytes(a_run)


@pytest.mark.parametrize(
    ("encoding", "language", "expected"),
    [
        ("cp936", "zh", "还没有写"),
        ("gb18030", "zh", "还没有写"),
        ("cp1252", "zh", "not written yet"),
        ("ascii", "zh", "not written yet"),
        ("cp437", "en", "not written yet"),
    ],
)
def test_a_console_that_is_not_utf8(exercise, encoding, language, expected):
    """It gets the signs that it can show, in English where it cannot show Chinese; paths never end it."""
    code, said = run(exercise, "pytest", f"exercises/{SLUG}", encoding=encoding, GRADER_LANG=language)
    assert code == 1
    assert expected in said
    code, said = run(exercise, "grader", "next", encoding=encoding, GRADER_LANG=language)
    assert code == 0
    assert str(Path("exercises", SLUG)) in said


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "with a mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_files_as_editors_on_windows_write_them(exercise, mark, end):
    """Every file that a person may have opened is read, and judged, in the same manner."""
    readme = exercise.folder / "README.md"
    before = readme.read_bytes()
    exercise.stub.write_bytes(mark + exercise.solution.read_bytes().replace(b"\n", end))
    readme.write_bytes(mark + before.replace(b"\n", end))
    try:
        code, said = run(exercise, "pytest", "-q", f"exercises/{SLUG}")
        assert (code, "All tasks done." in said) == (0, True)
        assert "Hint 1: a question" in run(exercise, "grader", "hint", "10", "--task", "1", "--all")[1]
    finally:
        readme.write_bytes(before)


def test_keys_on_windows(monkeypatch):
    """Keys come one by one; the second half of an arrow is none; nothing else is asked of the terminal."""
    typed, got = list("h\xe0Hq"), []
    fake = types.SimpleNamespace(kbhit=lambda: bool(typed), getwch=lambda: typed.pop(0))
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr(keyboard.sys, "platform", "win32")
    monkeypatch.setattr(keyboard.sys, "stdin", types.SimpleNamespace(isatty=lambda: True))
    enough = threading.Event()

    def press(key: str) -> None:
        got.append(key)
        if key == "q":
            enough.set()

    with keyboard.keys(press) as there:
        assert there
        assert enough.wait(5)
    assert got == ["h", "q"]


@pytest.mark.parametrize("stdin", [None, types.SimpleNamespace(isatty=lambda: False)])
def test_without_a_keyboard_there_are_no_keys(monkeypatch, stdin):
    """Under pythonw, in a pipe, in a cron job."""
    monkeypatch.setattr(keyboard.sys, "stdin", stdin)
    with keyboard.keys(lambda key: None) as there:
        assert not there
