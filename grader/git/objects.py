"""The objects of a repository by their ids: those that lie loose, and those in `packs`; each checked against its id."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from grader.folders import Refused
from grader.git.budget import MAX_OBJECT, Budget, Unreadable
from grader.git.packs import Pack, open_packs

if TYPE_CHECKING:
    from grader.folders import Folder

ALGORITHMS = {40: "sha1", 64: "sha256"}
"""How an object's id is made of its content, by the length of the id; a repository keeps to one."""


class Objects:
    """What lies in the folder `objects` of a `.git`, which has to stay open."""

    def __init__(self, folder: Folder, budget: Budget) -> None:
        self._folder = folder
        self._budget = budget
        self._folders = folder.entries()
        self._packs: list[Pack] | None = None

    def read(self, name: str, kind: str) -> bytes:
        """Give the content of an object, which must be a `kind`: a commit or a tree.

        `name` is its hexadecimal id. Raises Unreadable, or what broken bytes raise.
        """
        found, content = self._read_loose(name) or self._read_packed(name)
        if found != kind or id_of(content, kind, len(name)) != name:
            raise Unreadable(f"{name} is no {kind}")
        return content

    def _read_loose(self, name: str) -> tuple[str, bytes] | None:
        folder, file = name[:2], name[2:]
        if folder not in self._folders:
            return None
        # Not listed first: there are up to 256 such folders, and what cannot be read is not there.
        try:
            with self._folder.enter(folder) as inner:
                packed = inner.read(file, MAX_OBJECT)
        except (Refused, KeyError):
            return None
        header, _, content = self._budget.inflate_whole(packed).partition(b"\0")
        return header.partition(b" ")[0].decode("ascii", "replace"), content

    def _read_packed(self, name: str) -> tuple[str, bytes]:
        if self._packs is None:
            self._packs = list(open_packs(self._folder, len(name) // 2, self._budget))
        for pack in self._packs:
            found = pack.read(bytes.fromhex(name))
            if found is not None:
                return found
        raise Unreadable(f"{name} is not there")


def id_of(content: bytes, kind: str, length: int) -> str:
    """Give the id, of `length` hexadecimal digits, that git gives to a content."""
    digest = hashlib.new(ALGORITHMS[length], f"{kind} {len(content)}\0".encode(), usedforsecurity=False)
    digest.update(content)
    return digest.hexdigest()
