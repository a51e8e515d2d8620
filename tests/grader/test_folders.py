"""Facts about reading folders that may be hostile, or change while they are read."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from grader import folders
from grader.folders import Kind, Refused, open_folder, shown


@pytest.fixture(params=["descriptors", "paths"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of reading: relative to an open folder, and by path as on Windows."""
    monkeypatch.setattr(folders, "_HAS_DESCRIPTORS", request.param == "descriptors")
    return str(request.param)


@pytest.fixture
def root(tmp_path: Path, platform: str) -> Path:
    """A folder with one thing of each kind."""
    (tmp_path / "file.py").write_bytes(b"content")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "deep.py").write_bytes(b"deep")
    (tmp_path / "link.py").symlink_to("file.py")
    (tmp_path / "linked").symlink_to("inner")
    os.mkfifo(tmp_path / "fifo.py")
    return tmp_path


def test_every_kind_of_entry_is_told(root: Path) -> None:
    """The listing tells links from what they lead to."""
    with open_folder(root, "wang") as folder:
        assert folder.entries() == {
            "file.py": Kind.FILE,
            "inner": Kind.FOLDER,
            "link.py": Kind.LINK,
            "linked": Kind.LINK,
            "fifo.py": Kind.OTHER,
        }


@pytest.mark.parametrize(("name", "error"), [("gone", FileNotFoundError), ("file.py", NotADirectoryError)])
def test_a_path_that_is_no_folder_is_told_in_the_systems_words(
    root: Path, name: str, error: type[OSError]
) -> None:
    """The caller named it, and has to hear it."""
    with pytest.raises(error), open_folder(root / name, "wang"):
        pytest.fail("was opened")


def test_files_are_read_at_any_depth(root: Path) -> None:
    """Every folder is entered from the one that it is in, and called by its path."""
    with open_folder(root, "wang") as folder:
        assert folder.read("file.py", 7) == b"content"
        with folder.enter("inner") as inner:
            assert inner.where == "wang/inner"
            assert inner.read("deep.py", 100) == b"deep"


@pytest.mark.parametrize(
    ("name", "code"),
    [("link.py", "symlink"), ("fifo.py", "special"), ("inner", "not_a_file"), ("gone.py", "unreadable")],
)
def test_only_files_are_read_whatever_the_listing_said(root: Path, name: str, code: str) -> None:
    """Something may have been exchanged since the folder was listed; a FIFO does not hold the reader up."""
    with open_folder(root, "wang") as folder, pytest.raises(Refused) as raised:
        folder.read(name, 100)
    assert raised.value.code == code
    assert f"wang/{name}" in raised.value.reason


@pytest.mark.parametrize("name", ["linked", "file.py", "gone"])
def test_only_folders_are_entered_whatever_the_listing_said(root: Path, name: str) -> None:
    """A folder that was exchanged for a link is not entered."""
    with open_folder(root, "wang") as folder, pytest.raises(Refused), folder.enter(name):
        pytest.fail("was entered")


def test_an_exchanged_folder_cannot_redirect_an_open_one(root: Path, platform: str) -> None:
    """What is open stays what it was, where the platform can hold it open."""
    if platform == "paths":
        pytest.skip("a path is what it leads to")
    (root / "other").mkdir()
    (root / "other" / "deep.py").write_bytes(b"other")
    with open_folder(root, "wang") as folder, folder.enter("inner") as inner:
        (root / "inner").rename(root / "away")
        (root / "inner").symlink_to("other")
        assert inner.read("deep.py", 100) == b"deep"


def test_a_file_exchanged_between_look_and_open_is_refused(
    root: Path, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By path, what was opened must be what was looked at."""
    if platform == "descriptors":
        pytest.skip("looks at what it opened")
    (root / "other.py").write_bytes(b"other")
    opened = os.open
    monkeypatch.setattr(
        os, "open", lambda path, *rest: opened(str(path).replace("file.py", "other.py"), *rest)
    )
    with open_folder(root, "wang") as folder, pytest.raises(Refused) as raised:
        folder.read("file.py", 100)
    assert raised.value.code == "symlink"


def test_more_than_the_limit_is_refused(root: Path) -> None:
    """A byte too many is too many."""
    with open_folder(root, "wang") as folder, pytest.raises(Refused) as raised:
        folder.read("file.py", 6)
    assert raised.value.code == "too_large"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_the_size_that_counts_is_what_is_read(platform: str) -> None:
    """Files of /proc say that they have 0 bytes: they are read in full, and bounded all the same."""
    with open_folder(Path("/proc/self"), "proc") as folder:
        content = folder.read("status", 1 << 20)
        assert content.startswith(b"Name:")
        with pytest.raises(Refused) as raised:
            folder.read("status", 100)
    assert raised.value.code == "too_large"


def test_a_file_without_permission_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason says what the system said; that holds for one file, and nothing else."""
    opened = os.open

    def deny(path: Any, *rest: Any, **named: Any) -> int:
        if str(path).endswith("file.py"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *rest, **named)

    monkeypatch.setattr(os, "open", deny)
    with open_folder(root, "wang") as folder, pytest.raises(Refused) as raised:
        folder.read("file.py", 100)
    assert (raised.value.code, "Permission denied" in raised.value.reason) == ("unreadable", True)


def test_a_folder_that_cannot_be_listed_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is a folder without permission."""

    def deny(place: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    with open_folder(root, "wang") as folder:
        monkeypatch.setattr(os, "scandir", deny)
        with pytest.raises(Refused) as raised:
            folder.entries()
    assert (
        raised.value.reason
        == "wang cannot be read (Permission denied): check its permissions and hand it in again."
    )


def test_a_listing_is_bounded(root: Path) -> None:
    """It stops at the limit, and does not list first and count then."""
    with open_folder(root, "wang") as folder:
        assert len(folder.entries(limit=5)) == 5
        assert len(folder.entries(limit=None)) == 5
        with pytest.raises(Refused) as raised:
            folder.entries(limit=4)
    assert raised.value.code == "too_many"


def test_no_descriptor_is_left_open(root: Path) -> None:
    """A class has thousands of files; a leak would end it."""
    before = len(os.listdir("/dev/fd"))
    with open_folder(root, "wang") as folder:
        for name in ["link.py", "fifo.py", "inner"]:
            with pytest.raises(Refused):
                folder.read(name, 1)
        with pytest.raises(Refused):
            folder.read("file.py", 1)
        with pytest.raises(Refused), folder.enter("linked"):
            pass
        with folder.enter("inner") as inner:
            inner.read("deep.py", 100)
    assert len(os.listdir("/dev/fd")) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("李雷.py", "李雷.py"),
        ("a\nb", "a\\nb"),
        ("a\x00\x1b\x7f", "a\\x00\\x1b\\x7f"),
        ("a\u2028\u202eb", "a\\u2028\\u202eb"),
        ("\udcff", "\\udcff"),
        ("x" * 500, "x" * 80 + "…"),
    ],
)
def test_a_name_is_shown_in_one_short_line(name: str, text: str) -> None:
    """Whatever a name holds, a message stays one line that every encoding of Unicode can write."""
    assert shown(name) == text
