"""How much a repository may cost, and what is raised for one that is broken or costs more."""

from __future__ import annotations

import zlib

MAX_OBJECT = 256 << 10
"""Bytes of a commit or of the listing of a folder: 2,000 files with long names."""

MAX_WORK = 64 << 20
"""Bytes that are unpacked for one learner, and what is reckoned beside them: some 20,000 objects, a second or two."""

_OBJECT, _STEP = 2 << 10, 64
"""Bytes that an object, and a look at something, cost as much time as."""

_SLACK = 64


class Unreadable(Exception):
    """A repository is damaged, too large or of a kind that is not read here."""


class Budget:
    """What may still be done for one learner's repositories, which are one as a rule."""

    def __init__(self, work: int = MAX_WORK) -> None:
        self._left = work

    def inflate(self, packed: memoryview, size: int) -> bytes:
        """Unpack the `size` bytes whose packed form begins at the start of `packed`; raises Unreadable, zlib.error."""
        if size > MAX_OBJECT:
            raise Unreadable("too large an object")
        # A slice: what the unpacker leaves over it copies, and that may be all the rest of a pack.
        content = self._inflate(packed[: size + (size >> 8) + _SLACK], size)
        if len(content) != size:
            raise Unreadable("an object that is not what it says")
        return content

    def inflate_whole(self, packed: bytes) -> bytes:
        """Unpack all of `packed`; raises Unreadable, zlib.error."""
        return self._inflate(packed, MAX_OBJECT)

    def _inflate(self, packed: bytes | memoryview, limit: int) -> bytes:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, limit + 1)
        self.spend(len(content) + _OBJECT)
        if len(content) > limit or not unpacker.eof:
            raise Unreadable("an object that is not what it says")
        return content

    def spend(self, size: int) -> None:
        """Note that so many bytes were unpacked or read; raises Unreadable where it is too much."""
        self._left -= size
        if self._left < 0:
            raise Unreadable("too large a repository")

    def step(self, count: int = 1) -> None:
        """Note that so many things were looked at; raises Unreadable likewise."""
        self.spend(count * _STEP)
