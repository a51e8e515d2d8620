"""Files behind the walls: which can be read, and that none can be changed."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox import landlock

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")

REPOSITORY = Path(__file__).resolve().parents[3]
Confined = Any  # see conftest


PRIVATE = (
    Path("/"),
    Path("/etc/passwd"),
    Path("/proc/self/environ"),
    Path("/proc/self/mem"),
    Path("/sys"),
    Path("/tmp"),
    Path.home(),
    REPOSITORY,
    REPOSITORY / "pyproject.toml",
    REPOSITORY / "tests",
    REPOSITORY / "tests" / "specs",
    REPOSITORY / "solutions",
    REPOSITORY / "exercises",
    Path(__file__),
)


def test_private_places_cannot_be_read(confined: Confined) -> None:
    """No file is opened and no folder listed outside the Python installation, nor the tests nor the solutions."""
    places = [place for place in PRIVATE if place.exists()]
    assert not confined.not_refused(
        {f"open {place}": partial(os.open, place, os.O_RDONLY) for place in places}
    )
    assert not confined.not_refused(
        {f"list {place}": partial(os.scandir, place) for place in places if place.is_dir()}
    )


def test_the_parents_environment_cannot_be_read(confined: Confined) -> None:
    """What the judge's process holds, and where its files are, is out of reach."""

    def of_the_parent(name: str) -> Callable[[], Any]:
        return lambda: os.open(f"/proc/{os.getppid()}/{name}", os.O_RDONLY)

    files = ("environ", "maps", "mem", "cmdline", "status", "fd/0")
    assert not confined.not_refused({name: of_the_parent(name) for name in files})
    assert confined(lambda: os.readlink(f"/proc/{os.getppid()}/cwd")).refused


def test_other_peoples_files_cannot_be_read(confined: Confined, folder: Path) -> None:
    """That everyone may read a file opens it to no submission."""
    assert confined((folder / "kept").read_text).refused
    assert confined(lambda: os.listdir(folder)).refused


def test_a_way_round_by_links_or_relative_paths_is_none(here: Confined, folder: Path) -> None:
    """A path counts by what it leads to: neither `..` nor a link out of a readable folder helps."""
    (folder / "way-out").symlink_to("/etc/passwd")
    assert here((folder / "way-out").read_text, readable=(folder,)).refused
    assert here((folder / ".." / ".." / "etc" / "passwd").read_text, readable=(folder,)).refused


def test_what_is_declared_readable_can_be_read(confined: Confined, folder: Path) -> None:
    """`readable` opens files and folders, and only those."""
    (folder / "secret").mkdir()
    assert confined((folder / "kept").read_text, readable=(folder,)).value == "unchanged"
    assert confined((folder / "kept").read_text, readable=(folder / "kept",)).value == "unchanged"
    assert confined((folder / "kept").read_text, readable=(folder / "secret", folder / "absent")).refused


def test_only_the_package_itself_is_readable_in_the_repository(here: Confined) -> None:
    """An editable installation shows `grader/`, and nothing beside it."""
    assert "confine.py" in here(lambda: os.listdir(REPOSITORY / "grader" / "sandbox")).value
    assert here(lambda: os.listdir(REPOSITORY)).refused


CHANGES: dict[str, Callable[[Path], Any]] = {
    "create": lambda at: (at / "new").touch(),
    "write": lambda at: (at / "kept").write_text("changed"),
    "append": lambda at: (at / "kept").open("a"),
    "create-exclusively": lambda at: os.open(at / "new", os.O_RDONLY | os.O_CREAT | os.O_EXCL),
    "create-without-a-name": lambda at: os.open(at, os.O_RDWR | os.O_TMPFILE),
    "truncate": lambda at: os.truncate(at / "kept", 0),
    "open-and-truncate": lambda at: os.open(at / "kept", os.O_RDONLY | os.O_TRUNC),
    "unlink": lambda at: (at / "kept").unlink(),
    "rename": lambda at: (at / "kept").rename(at / "new"),
    "mkdir": lambda at: (at / "new").mkdir(),
    "rmdir": lambda at: at.rmdir(),
    "symlink": lambda at: (at / "new").symlink_to("kept"),
    "link": lambda at: os.link(at / "kept", at / "new"),
    "mkfifo": lambda at: os.mkfifo(at / "new"),
    "mknod": lambda at: os.mknod(at / "new"),
    "chmod": lambda at: (at / "kept").chmod(0o600),
    "fchmod": lambda at: os.fchmod(os.open(at / "kept", os.O_RDONLY), 0o600),
    "chown": lambda at: os.chown(at / "kept", os.getuid(), os.getgid()),
    "utime": lambda at: os.utime(at / "kept", (0, 0)),
    "setxattr": lambda at: os.setxattr(at / "kept", "user.mark", b"x"),
}


def test_nothing_can_be_changed(confined: Confined, folder: Path) -> None:
    """In a folder where all is permitted and readable, nothing is made, altered or removed."""
    before = (folder / "kept").stat()
    attempts = {name: partial(change, folder) for name, change in CHANGES.items()}
    assert not confined.not_refused(attempts, readable=(folder,))
    after = (folder / "kept").stat()
    assert (folder / "kept").read_text() == "unchanged"
    assert os.listdir(folder) == ["kept"]
    assert (after.st_mode, after.st_mtime_ns) == (before.st_mode, before.st_mtime_ns)


PLACES = ("/tmp", "/dev/shm", "/var/tmp", str(REPOSITORY), "/usr/lib", ".")


def test_no_file_can_be_created_anywhere(confined: Confined) -> None:
    """Neither the usual places for temporary files nor the installation take a new file."""
    how = os.O_WRONLY | os.O_CREAT
    places = filter(os.path.isdir, PLACES)
    assert not confined.not_refused({place: partial(os.open, f"{place}/never-made", how) for place in places})


def test_a_file_held_open_does_not_grow(here: Confined, folder: Path) -> None:
    """`file_size` bounds also what was opened before the walls."""
    held = os.open(folder / "kept", os.O_RDWR | os.O_APPEND)
    assert here(lambda: os.write(held, b"more"), keep=(held,)).errno == errno.EFBIG
    os.close(held)
    assert (folder / "kept").read_text() == "unchanged"


def test_output_can_be_thrown_away(confined: Confined) -> None:
    """`/dev/null` takes what a program does not want to show."""

    def discard() -> int:
        with open(os.devnull, "w") as nowhere:
            return nowhere.write("noise")

    assert confined(discard).value == len("noise")


@pytest.mark.parametrize(("version", "size"), [(1, 8), (2, 8), (3, 8), (4, 16), (5, 16), (6, 24), (7, 24)])
def test_each_version_of_landlock_is_asked_for_what_it_knows(version: int, size: int) -> None:
    """A ruleset handles every access that its version has, and none that it would refuse to take."""
    attributes, length, _ = landlock._attributes(version)
    accesses = {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)
    assert (len(attributes), length) == (size, size)
    assert int.from_bytes(attributes[:8], sys.byteorder) == 2**accesses - 1
