"""Each report is on the disk whole or not at all, under a name that every system takes."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.reports.output import LONGEST_NAME, check_writable, file_name, write_all

TRICKY = [
    "a/b",
    "a%2Fb",
    "a%252Fb",
    "a\\b",
    "a%5Cb",
    "..",
    ".",
    "%2E",
    "...",
    ".hidden",
    "dot.",
    "dot",
    "space ",
    "space",
    "CON",
    "con",
    "%43ON",
    "CON.txt",
    "CON .x",
    "console",
    "NUL",
    "nul.tar.gz",
    "AUX",
    "PRN",
    "COM1",
    "COM¹",
    "COM",
    "LPT9",
    "CONIN$",
    "a:b",
    "a*?b",
    'a"b"',
    "<script>",
    "a|b",
    "a\nb",
    "a\tb",
    "a\x7fb",
    "Li",
    "li",
    "李雷",
    "李" * 60,
    "李" * 61,
    "x" * 120,
    "x" * 121,
    "x" * 122,
    "/" * 60,
    "PROGRA~1",
    "=cmd|' /C calc'!A0",
]
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)


def everything(folder: Path) -> list[str]:
    """The files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files_are_written_below_the_folder(tmp_path):
    """Folders are made as needed, and the text stands in the file byte for byte."""
    write_all(tmp_path / "new" / "report", {"results.json": "{}\n", "feedback/李.md": "好\r\n"}.items())
    assert everything(tmp_path) == ["new/report/feedback/李.md", "new/report/results.json"]
    assert (tmp_path / "new/report/feedback/李.md").read_bytes() == "好\r\n".encode()


def test_an_old_file_is_replaced(tmp_path):
    """A second run overwrites the first, and whoever held the old file still reads all of it."""
    write_all(tmp_path, {"a.txt": "old"}.items())
    with (tmp_path / "a.txt").open() as held:
        write_all(tmp_path, {"a.txt": "new and longer"}.items())
        assert held.read() == "old"
    assert (tmp_path / "a.txt").read_text() == "new and longer"
    assert everything(tmp_path) == ["a.txt"]


def test_reports_can_be_read_by_others(tmp_path):
    """A report is not left with the rights of a temporary file."""
    write_all(tmp_path, {"a.txt": "a"}.items())
    assert (tmp_path / "a.txt").stat().st_mode & 0o444 == 0o444


def test_a_failure_midway_leaves_the_old_file(tmp_path):
    """Text that cannot be encoded fails after the file was begun: the old one stays, and nothing lies beside it."""
    write_all(tmp_path, {"a.txt": "old"}.items())
    with pytest.raises(UnicodeEncodeError):
        write_all(tmp_path, {"a.txt": "x" * 100_000 + "\udc80"}.items())
    assert (tmp_path / "a.txt").read_text() == "old"
    assert everything(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_leaves_no_temporary(tmp_path, monkeypatch, error):
    """Also Ctrl+C at the worst moment, just before the renaming, leaves the old file alone."""
    write_all(tmp_path, {"a.txt": "old"}.items())

    def interrupted(self: Path, target: Path) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(error):
        write_all(tmp_path, {"a.txt": "new"}.items())
    assert (tmp_path / "a.txt").read_text() == "old"
    assert everything(tmp_path) == ["a.txt"]


def test_a_folder_that_is_a_file_is_named(tmp_path):
    """Where a file is in the way, one line says so with the path."""
    (tmp_path / "report").write_text("I am a file")
    with pytest.raises(UsageError) as caught:
        write_all(tmp_path / "report", {"results.json": "{}"}.items())
    assert str(caught.value) == f"{tmp_path / 'report' / 'results.json'}: cannot be written: File exists"


def test_a_folder_without_rights_is_named(tmp_path, monkeypatch):
    """Where nothing may be written, the line names the report, not a temporary file."""

    def refused(*arguments: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / ".results.json.x7"))

    monkeypatch.setattr("tempfile.mkstemp", refused)
    with pytest.raises(UsageError) as caught:
        write_all(tmp_path, {"results.json": "{}"}.items())
    assert str(caught.value) == f"{tmp_path / 'results.json'}: cannot be written: Permission denied"


def test_a_full_disk_is_named_and_leaves_nothing(tmp_path, monkeypatch):
    """An error that knows no file is told with the report that was being written."""

    def full(self: Path, mode: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "chmod", full)
    with pytest.raises(UsageError, match=r"results\.json: cannot be written: No space left on device"):
        write_all(tmp_path, {"results.json": "{}"}.items())
    assert everything(tmp_path) == []


def test_no_two_learners_share_a_file():
    """Every tricky name has a file name of its own."""
    names = [file_name(learner) for learner in TRICKY]
    assert len(set(names)) == len(TRICKY)


def test_only_the_case_may_make_two_files_one():
    """On a disk that ignores case no two share a file either, unless they differ in case alone."""
    learners = {learner.casefold(): learner for learner in TRICKY}.values()
    assert len(learners) == len(TRICKY) - 2
    assert len({file_name(learner).casefold() for learner in learners}) == len(learners)


def test_a_cut_name_cannot_be_taken_by_another():
    """Who is called as the file of a long name would be gets another file."""
    cut = file_name("x" * 200)
    assert file_name(cut) != cut


@pytest.mark.parametrize("learner", TRICKY)
def test_every_system_takes_the_name(learner):
    """No separator, wildcard, control character, leading dot, trailing dot or space, no device of Windows."""
    name = file_name(learner)
    assert 0 < len(name.encode()) <= LONGEST_NAME
    assert not re.search(r'[\x00-\x1f\x7f/\\:*?"<>|]', name)
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert not RESERVED.fullmatch(f"{name}.md")


def test_ordinary_names_stay_as_they_are():
    """A name that is safe is not touched, and an escape can be read."""
    assert [file_name(name) for name in ("li-na.2", "李雷", "O'Neil Ann", "console")] == [
        "li-na.2",
        "李雷",
        "O'Neil Ann",
        "console",
    ]
    assert file_name("a/b") == "a%2Fb"
    assert file_name("a%2Fb") == "a%252Fb"
    assert file_name("CON") == "%43ON"
    assert file_name(".x") == "%2Ex"


def test_tricky_names_are_files_beside_each_other(tmp_path):
    """Written to a disk, each learner has a page, and none of it stands elsewhere."""
    learners = {learner.casefold(): learner for learner in TRICKY}.values()  # not every disk tells Li from li
    write_all(tmp_path, {f"feedback/{file_name(learner)}.md": learner for learner in learners}.items())
    pages = [path.read_bytes().decode() for path in (tmp_path / "feedback").iterdir()]
    assert sorted(pages) == sorted(learners)
    assert len(everything(tmp_path)) == len(learners)


def test_an_output_folder_is_tried_out_first(tmp_path):
    """A folder that cannot be made is said before any work is done; one that can is not made by the trial."""
    check_writable(tmp_path / "new" / "report")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="report: cannot be written: Not a directory"):
        check_writable(tmp_path / "file" / "report")
