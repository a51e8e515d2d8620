"""Putting a stub back: what stood there is kept, and nothing is lost on the way."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.exercises import Exercise, load_course
from grader.progress import Run, read_run, write_run
from grader.resetting import is_untouched, reset

NOON = datetime(2031, 5, 6, 12, 0, 1)


@pytest.fixture
def exercise(own_course: Path) -> Exercise:
    """An exercise that somebody has written at, and run."""
    exercise = load_course(own_course).exercises[0]
    exercise.stub.write_bytes("# 我的\r\n".encode("gbk"))
    write_run(exercise, Run(exercise=exercise.slug, digest="", at=1, whole=True, checks=()))
    return exercise


def test_the_stub_is_back_and_the_rest_is_kept_byte_by_byte(exercise):
    """In whatever encoding it was; and the last run no longer counts."""
    backup = reset(exercise, NOON)
    assert exercise.stub.read_bytes() == exercise.original.read_bytes()
    assert backup == exercise.root / ".grader/backups/01_numbers/numbers_kata-20310506-120001.py"
    assert backup.read_bytes() == "# 我的\r\n".encode("gbk")
    assert read_run(exercise) is None


def test_no_backup_takes_the_place_of_another(exercise):
    """Not even within a second."""
    first = reset(exercise, NOON)
    exercise.stub.write_text("second")
    second = reset(exercise, NOON)
    assert first.read_bytes() == "# 我的\r\n".encode("gbk")
    assert (second.name, second.read_text()) == ("numbers_kata-20310506-120001-2.py", "second")


def test_a_file_that_is_gone_needs_no_backup(exercise):
    """It is simply there again."""
    exercise.stub.unlink()
    assert reset(exercise, NOON) is None
    assert is_untouched(exercise)


def test_without_a_backup_nothing_is_changed(exercise):
    """Where it cannot be written, the learner's file stays."""
    (exercise.root / ".grader/backups").write_text("in the way")
    with pytest.raises(UsageError, match=r"cannot be written: .*; nothing was changed"):
        reset(exercise, NOON)
    assert exercise.stub.read_bytes() == "# 我的\r\n".encode("gbk")


def test_a_course_without_copies_says_so(exercise):
    """The line names the file that is missing."""
    exercise.original.unlink()
    with pytest.raises(UsageError, match=r"keeps no copy of the stub of 01_numbers: .*\.stub is missing"):
        reset(exercise, NOON)
    assert exercise.stub.read_bytes() == "# 我的\r\n".encode("gbk")


@pytest.mark.parametrize(
    "change", [lambda text: text.replace(b"\n", b"\r\n"), lambda text: b"\xef\xbb\xbf" + text]
)
def test_an_editors_line_ends_are_no_work_of_the_learners(exercise, change):
    """The stub with other line ends, or a mark at its start, is still the stub."""
    exercise.stub.write_bytes(change(exercise.original.read_bytes()))
    assert is_untouched(exercise)


def test_a_disk_that_is_full_leaves_the_file_as_it_was(exercise, monkeypatch):
    """Half a stub would be neither the learner's work nor the course's."""
    write = Path.write_bytes

    def half(file, data):
        write(file, data[: len(data) // 2])
        if "backups" not in file.parts:
            raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(UsageError, match="nothing was changed"):
        reset(exercise, NOON)
    assert exercise.stub.read_bytes() == "# 我的\r\n".encode("gbk")
    assert [path.name for path in exercise.folder.glob("*.new")] == []
