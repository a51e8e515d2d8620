"""Folders of unknown origin: listed and read without following a link, and never more than a bound.

Here live the `Folder` protocol, which `archives` implements for zips, the one on disk, and `Refused`. What
the names in a folder mean is not known here: see `layouts`.

Where the platform has it (Linux, macOS), every step is taken relative to an open folder and with
`O_NOFOLLOW`, so that nothing can be exchanged for a link between the look and the read. Elsewhere (Windows) a
path is looked at first, and what was opened must be what was looked at; a folder can still be exchanged in
between, which a grader of files at rest can live with.

A hard link is read like any file. Deduplicating stores and backups are full of them, neither zip nor git can
carry one, and whoever can make one to a file can read that file anyway.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from grader.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

MAX_ENTRIES = 2_000
"""Entries of one folder: a course has dozens, and listing must not become the work."""

_MAX_SHOWN = 80
"""Characters of a name in a message, which has to stay one line."""

_HAS_DESCRIPTORS = (
    os.open in os.supports_dir_fd and os.scandir in os.supports_fd and hasattr(os, "O_NOFOLLOW")
)
# Never wait for the other end of a FIFO, never gain a terminal, never translate line ends.
_FILE_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_DIRECTORY", 0)


class Kind(Enum):
    """What a name in a folder stands for."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"
    """A FIFO, a socket, a device."""


class Content(NamedTuple):
    """What a file holds, and when that was last changed."""

    data: bytes
    changed: float | None
    """Seconds since 1970, as the file system or the archive has it; None where it does not say."""


class Refused(Exception):
    """Something cannot be taken: `code` is for programs, `reason` is a line naming the thing and the fix."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Folder(Protocol):
    """A folder, on disk or in an archive."""

    @property
    def where(self) -> str:
        """How messages call it: `wang/03_send`, `wang.zip/03_send`; empty for a class."""

    def entries(self, limit: int | None = MAX_ENTRIES) -> Mapping[str, Kind]:
        """Give the names in it; raises Refused if it cannot be listed or has more than `limit`."""

    def read(self, name: str, limit: int) -> bytes:
        """Give the bytes of a file in it; raises Refused if it cannot be read or has over `limit` of them."""

    def read_dated(self, name: str, limit: int) -> Content:
        """Do as `read` does, and give the file's time too."""

    def enter(self, name: str) -> AbstractContextManager[Folder]:
        """Open a folder in it; raises Refused if it cannot be opened."""


@contextmanager
def open_folder(path: Path, where: str) -> Iterator[Folder]:
    """Open the folder at `path`, which is the caller's own word: a link there is followed. Raises OSError."""
    if not _HAS_DESCRIPTORS:
        os.scandir(path).close()
        yield _PathFolder(path, where)
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _DescriptorFolder(descriptor, where)
    finally:
        os.close(descriptor)


def shown(name: str) -> str:
    """Give a name as it can stand in a line of text: printable, and not too long."""
    text = printable(name)
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"


def join(where: str, name: str) -> str:
    """Give how messages call what is named `name` in the folder that they call `where`."""
    return f"{where}/{shown(name)}" if where else shown(name)


def kibibytes(size: int) -> str:
    """Give a size in bytes as a limit in a message."""
    return f"{size >> 10} KiB" if size < 1 << 20 else f"{size >> 20} MiB"


def require(wanted: Kind, kind: Kind, where: str) -> None:
    """Raise Refused for what is not of the `wanted` kind, a file or a folder."""
    if kind is Kind.LINK:
        raise Refused("symlink", f"{where} is a symbolic link: put the thing itself in its place.")
    if kind is Kind.OTHER:
        raise Refused(
            "special", f"{where} is neither a file nor a folder: put an ordinary file in its place."
        )
    if kind is not wanted:
        raise Refused("not_a_file", f"{where} is a {kind.value}: put a {wanted.value} in its place.")


def too_large(where: str, limit: int) -> Refused:
    """Refuse a file of more than `limit` bytes."""
    return Refused("too_large", f"{where} is larger than {kibibytes(limit)}: hand in the source alone.")


def too_many(where: str, limit: int, what: str) -> Refused:
    """Refuse a folder or an archive with more than `limit` of something."""
    return Refused("too_many", f"{where} holds more than {limit} {what}: hand in the exercises alone.")


class _DescriptorFolder:
    """A folder held open: nothing that happens to its path changes what is read."""

    def __init__(self, descriptor: int, where: str) -> None:
        self._descriptor = descriptor
        self.where = where

    def entries(self, limit: int | None = MAX_ENTRIES) -> Mapping[str, Kind]:
        return _entries(self._descriptor, self.where, limit)

    def read(self, name: str, limit: int) -> bytes:
        return self.read_dated(name, limit).data

    def read_dated(self, name: str, limit: int) -> Content:
        where = join(self.where, name)
        try:
            descriptor = os.open(name, _FILE_FLAGS, dir_fd=self._descriptor)
            try:
                status = os.fstat(descriptor)
                return Content(_read(descriptor, status, limit, where), status.st_mtime)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise _unreadable(error, where) from None

    @contextmanager
    def enter(self, name: str) -> Iterator[Folder]:
        where = join(self.where, name)
        try:
            descriptor = os.open(name, _FOLDER_FLAGS, dir_fd=self._descriptor)
        except OSError as error:
            raise _unreadable(error, where) from None
        try:
            yield _DescriptorFolder(descriptor, where)
        finally:
            os.close(descriptor)


class _PathFolder:
    """A folder known by its path, for platforms that cannot open relative to a folder."""

    def __init__(self, path: Path, where: str) -> None:
        self._path = path
        self.where = where

    def entries(self, limit: int | None = MAX_ENTRIES) -> Mapping[str, Kind]:
        return _entries(self._path, self.where, limit)

    def read(self, name: str, limit: int) -> bytes:
        return self.read_dated(name, limit).data

    def read_dated(self, name: str, limit: int) -> Content:
        where = join(self.where, name)
        path = self._path / name
        try:
            looked_at = os.lstat(path)
            require(Kind.FILE, _kind_of(looked_at), where)
            descriptor = os.open(path, _FILE_FLAGS)
            try:
                opened = os.fstat(descriptor)
                # Not the device too: Windows tells it differently of a path and of an open file.
                if opened.st_ino != looked_at.st_ino:
                    require(Kind.FILE, Kind.LINK, where)
                return Content(_read(descriptor, opened, limit, where), opened.st_mtime)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise _unreadable(error, where) from None

    @contextmanager
    def enter(self, name: str) -> Iterator[Folder]:
        where = join(self.where, name)
        path = self._path / name
        try:
            status = os.lstat(path)
        except OSError as error:
            raise _unreadable(error, where) from None
        require(Kind.FOLDER, _kind_of(status), where)
        yield _PathFolder(path, where)


def _entries(place: int | Path, where: str, limit: int | None) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                if len(found) == limit:
                    raise too_many(where, limit, "entries")
                found[entry.name] = _kind(entry)
    except OSError as error:
        raise _unreadable(error, where) from None
    return found


def _kind(entry: os.DirEntry[str]) -> Kind:
    # Answered from the listing itself nearly everywhere: no stat for each name.
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_file(follow_symlinks=False):
        return Kind.FILE
    if not entry.is_dir(follow_symlinks=False):
        return Kind.OTHER
    if os.name == "nt" and _is_junction(entry.stat(follow_symlinks=False)):
        return Kind.LINK
    return Kind.FOLDER


def _is_junction(status: os.stat_result) -> bool:
    """Tell whether this is Windows' other kind of link to a folder, which calls itself a folder."""
    mount_point = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return mount_point is not None and getattr(status, "st_reparse_tag", 0) == mount_point


def _kind_of(status: os.stat_result) -> Kind:
    if stat.S_ISLNK(status.st_mode) or _is_junction(status):
        return Kind.LINK
    if stat.S_ISREG(status.st_mode):
        return Kind.FILE
    return Kind.FOLDER if stat.S_ISDIR(status.st_mode) else Kind.OTHER


def _read(descriptor: int, status: os.stat_result, limit: int, where: str) -> bytes:
    require(Kind.FILE, _kind_of(status), where)
    # The size only spares work: a file may grow, and some say 0 and give more. What is read is what counts.
    if status.st_size > limit:
        raise too_large(where, limit)
    content = os.read(descriptor, status.st_size + 1)
    while more := os.read(descriptor, limit + 1 - len(content)):
        content += more
        if len(content) > limit:
            raise too_large(where, limit)
    return content


def _unreadable(error: OSError, where: str) -> Refused:
    # What O_NOFOLLOW says of a link, which can only have come here since the folder was listed.
    if error.errno in {errno.ELOOP, errno.EMLINK}:
        return Refused("symlink", f"{where} is a symbolic link: put the thing itself in its place.")
    cause = os.strerror(error.errno or 0)
    return Refused(
        "unreadable", f"{where} cannot be read ({cause}): check its permissions and hand it in again."
    )
