"""Zips of unknown origin, read as folders, in memory: nothing is ever extracted to disk.

A member's name is checked once, when the archive is opened; its content is looked at only when it is asked
for, and never more of it than a bound, whatever its header says. What the names mean is not known here: see
`layouts`.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import warnings
import zipfile
import zlib
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from grader.folders import (
    MAX_ENTRIES,
    Content,
    Folder,
    Kind,
    Refused,
    join,
    kibibytes,
    shown,
    too_large,
    too_many,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ARCHIVE = 4 << 20
"""Bytes of a zip: twenty exercises take 60 KB, a whole checkout with its history about 1 MB."""

MAX_MEMBERS = 2_000
"""Members of a zip: a checkout with its history has about 500. Opening one costs some 10 µs for each."""

MAX_NAME = 1_000
"""Characters of a member's name: longer than any file system takes."""

MAX_LEVELS = 12
"""Folders above a file: no exercise lies deeper; a stray `node_modules` does, and is passed over."""

_BOMB_RATIO = 100
"""How many times its packed size a large member must have to be called a bomb; source text reaches 10."""

_ENTRY = b"PK\x01\x02"
"""How every member's entry in a zip's table of contents begins."""

_UNIX_TIME, _OLD_UNIX_TIME, _NTFS_TIME = 0x5455, 0x5855, 0x000A
"""Where packers write a member's time as an instant: most on Unix, those of macOS, some on Windows."""
_NTFS_TIMES = b"\x01\0\x18\0"
_SECONDS_FROM_1601 = 11_644_473_600
"""Until 1970."""

_ENCRYPTED = 0x1
_DRIVE = re.compile("[A-Za-z]:")
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What `zipfile` raises on hostile bytes, besides its own BadZipFile."""


def open_archive(data: bytes, where: str) -> Folder:
    """Open the zip in `data` as a folder that messages call `where`; raises Refused for one to distrust.

    The codes are not_a_zip, too_many, bad_name and zip_slip: what is wrong with one member alone is found
    when that member is read.
    """
    # Counted before `zipfile` makes an object of each: 4 MiB have room for 80,000.
    if data.count(_ENTRY) > MAX_MEMBERS:
        raise too_many(where, MAX_MEMBERS, "files and folders")
    archive = _opened(data, where)
    root = _ArchiveFolder(archive, where)
    for member in archive.infolist():
        root.place(_parts(member, where), member)
    return root


class _ArchiveFolder:
    """A folder of an archive: made of the names of its members, since a zip need not list its folders."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self._archive = archive
        self._files: dict[str, list[zipfile.ZipInfo]] = {}
        self._folders: dict[str, _ArchiveFolder] = {}
        self.where = where

    def place(self, parts: list[str], member: zipfile.ZipInfo) -> None:
        if len(parts) > MAX_LEVELS:
            return
        folders = parts if member.filename.endswith(("/", "\\")) else parts[:-1]
        place = self
        for name in folders:
            if name not in place._folders:
                place._folders[name] = _ArchiveFolder(self._archive, join(place.where, name))
            place = place._folders[name]
        if folders is not parts and parts:
            place._files.setdefault(parts[-1], []).append(member)

    def entries(self, limit: int | None = MAX_ENTRIES) -> Mapping[str, Kind]:
        files = {name: _kind(members) for name, members in self._files.items()}
        return dict.fromkeys(self._folders, Kind.FOLDER) | files

    def read(self, name: str, limit: int) -> bytes:
        return self.read_dated(name, limit).data

    def read_dated(self, name: str, limit: int) -> Content:
        where = join(self.where, name)
        members = self._files[name]
        if len(members) > 1 or name in self._folders:
            raise Refused("double", f"{where} is in the zip more than once: keep one of them.")
        return Content(_content(self._archive, members[0], limit, where), _changed(members[0].extra))

    def enter(self, name: str) -> AbstractContextManager[Folder]:
        return nullcontext(self._folders[name])


def _opened(data: bytes, where: str) -> zipfile.ZipFile:
    try:
        with warnings.catch_warnings(action="ignore"):
            return zipfile.ZipFile(io.BytesIO(data))
    except UnicodeDecodeError:
        raise Refused(
            "bad_name", f"{where} holds a name that is not UTF-8: rename it and zip again."
        ) from None
    except _BROKEN:
        raise Refused("not_a_zip", f"{where} is not a zip or is damaged: zip the folder again.") from None


def _parts(member: zipfile.ZipInfo, where: str) -> list[str]:
    """Split a member's name into its parts; raises Refused for one that would lead out of the folder.

    A backslash separates too: some packers on Windows write it, and one that leads out is caught as well.
    """
    name = member.filename.replace("\\", "/")
    if len(name) > MAX_NAME:
        raise Refused("bad_name", f"{where} holds {shown(name)}, a very long name: shorten it and zip again.")
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if "\0" in member.orig_filename or name.startswith("/") or ".." in parts or _DRIVE.match(name):
        raise Refused(
            "zip_slip",
            f"{where} holds {shown(member.orig_filename)}, a path out of the folder: zip again without it.",
        )
    return parts


def _kind(members: list[zipfile.ZipInfo]) -> Kind:
    modes = [stat.S_IFMT(member.external_attr >> 16) for member in members]
    if stat.S_IFLNK in modes:
        return Kind.LINK
    # Packers which know nothing of Unix leave the mode at 0.
    return Kind.FILE if all(mode in {0, stat.S_IFREG} for mode in modes) else Kind.OTHER


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, where: str) -> bytes:
    _check(member, limit, where)
    try:
        with archive.open(member) as stream:
            content = stream.read(limit + 1)
    except _BROKEN:
        raise Refused(
            "unreadable", f"{where} is damaged, or not what its entry says: zip the folder again."
        ) from None
    if len(content) > limit:
        raise _oversized(member, len(content), limit, where)
    return content


def _changed(extra: bytes) -> float | None:
    """When a member was last changed, where its packer wrote it as an instant, in one of three ways.

    The date that every entry has is none: it is what a clock showed on the wall, and does not say in which zone.
    """
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNIX_TIME and len(field) >= 5 and field[0] & 1:
            return float(struct.unpack_from("<i", field, 1)[0])
        if kind == _OLD_UNIX_TIME and len(field) >= 8:
            return float(struct.unpack_from("<i", field, 4)[0])
        if kind == _NTFS_TIME and len(field) >= 16 and field[4:8] == _NTFS_TIMES:
            return float(struct.unpack_from("<Q", field, 8)[0] / 10_000_000 - _SECONDS_FROM_1601)
    return None


def _check(member: zipfile.ZipInfo, limit: int, where: str) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise Refused("encrypted", f"{where} needs a password: zip the folder again without one.")
    # The other methods unpack a chunk at once, however large it becomes: no bound holds there.
    if member.compress_type not in _COMPRESSIONS:
        raise Refused(
            "unreadable", f"{where} is packed in an unusual way: zip the folder again as an ordinary zip."
        )
    if member.file_size > limit:
        raise _oversized(member, member.file_size, limit, where)


def _oversized(member: zipfile.ZipInfo, size: int, limit: int, where: str) -> Refused:
    if size <= _BOMB_RATIO * member.compress_size:
        return too_large(where, limit)
    return Refused(
        "zip_bomb", f"{where} unpacks to more than {kibibytes(limit)} out of nearly nothing: hand in source."
    )
