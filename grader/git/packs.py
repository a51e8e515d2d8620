"""Packs: files in which git keeps many objects, most of them as differences from another one.

    the index   a table of 256 sums, then the sorted ids, checksums and places
    the pack    each object: its kind and size, for a difference the place or the id of its base, and packed bytes

Everything in them may be a lie. A place or a size that leads out of the bytes raises Unreadable, IndexError or
struct.error; how much is unpacked is bounded by a `Budget`, and how many differences are piled up by `MAX_CHAIN`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.git.budget import MAX_OBJECT, Budget, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.folders import Folder

MAX_PACKS = 64
"""Packs of a repository: git makes one of them when there are 50."""

MAX_BYTES = 32 << 20
"""Of all packs and their indexes together; a checkout of the course has about 1 MB."""

MAX_CHAIN = 512
"""Differences upon differences; git makes 50, or 250 when it is told to try hard."""

_KEPT = 4 << 20
"""Bytes of objects that are kept, since the next one is likely to be a difference from one of them."""

_INDEX_MAGIC = b"\xfftOc\0\0\0\x02"
_COUNTS = 256
_FAR = 1 << 31
_KINDS = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
_BY_PLACE, _BY_ID = 6, 7
_MAX_DIGITS = 10


def open_packs(objects: Folder, id_size: int, budget: Budget) -> Iterator[Pack]:
    """Give the packs below a repository's `objects`, whose ids have `id_size` bytes; raises Unreadable or Refused."""
    if "pack" not in objects.entries():
        return
    left = MAX_BYTES
    with objects.enter("pack") as folder:
        stems = sorted(name.removesuffix(".idx") for name in folder.entries() if name.endswith(".idx"))
        if len(stems) > MAX_PACKS:
            raise Unreadable("too many packs")
        for stem in stems:
            index = folder.read(f"{stem}.idx", left)
            left -= len(index)
            data = folder.read(f"{stem}.pack", left)
            left -= len(data)
            yield Pack(data=memoryview(data), index=Index(index, id_size), budget=budget)


class Index:
    """Where in a pack each object lies."""

    def __init__(self, data: bytes, id_size: int) -> None:
        if not data.startswith(_INDEX_MAGIC):
            raise Unreadable("a kind of index that is not known")
        self._data = data
        self._size = id_size
        self._counts = struct.unpack_from(f">{_COUNTS}L", data, len(_INDEX_MAGIC))
        self._names = len(_INDEX_MAGIC) + 4 * _COUNTS
        self._places = self._names + self._counts[-1] * (id_size + 4)
        self._far = self._places + self._counts[-1] * 4

    def place(self, name: bytes) -> int | None:
        """Give the place of an object in the pack, None if it is not in it."""
        low, high = self._counts[name[0] - 1] if name[0] else 0, self._counts[name[0]]
        while low < high:
            middle = (low + high) // 2
            start = self._names + middle * self._size
            found = self._data[start : start + self._size]
            if found == name:
                return self._place(middle)
            low, high = (middle + 1, high) if found < name else (low, middle)
        return None

    def _place(self, number: int) -> int:
        (place,) = struct.unpack_from(">L", self._data, self._places + 4 * number)
        if place >= _FAR:
            (place,) = struct.unpack_from(">Q", self._data, self._far + 8 * (place - _FAR))
        return int(place)


@dataclass(slots=True, kw_only=True)
class Pack:
    """A pack, and what was unpacked of it last."""

    data: memoryview
    index: Index
    budget: Budget
    _kept: dict[int, tuple[str, bytes]] = field(default_factory=dict)
    _kept_size: int = 0

    def read(self, name: bytes) -> tuple[str, bytes] | None:
        """Give the kind and the content of an object, None if it is not in this pack."""
        place = self.index.place(name)
        return None if place is None else self._at(place, len(name))

    def _at(self, place: int, id_size: int) -> tuple[str, bytes]:
        """Walk down from difference to difference to what is whole, and up again."""
        pile: list[tuple[int, bytes]] = []
        while (found := self._kept.get(place)) is None:
            kind, size, start = self._header(place)
            if kind in _KINDS:
                found = _KINDS[kind], self.budget.inflate(self.data[start:], size)
                self._keep(place, found)
                break
            base, start = self._base(kind, place, start, id_size)
            pile.append((place, self.budget.inflate(self.data[start:], size)))
            if len(pile) > MAX_CHAIN:
                raise Unreadable("too many differences upon differences")
            place = base
        for above, difference in reversed(pile):
            found = found[0], _applied(found[1], difference)
            self.budget.spend(len(found[1]))
            self._keep(above, found)
        return found

    def _header(self, place: int) -> tuple[int, int, int]:
        """(kind, size once unpacked, where it goes on) of the object at a place."""
        byte = self.data[place]
        kind, size, shift = byte >> 4 & 7, byte & 15, 4
        while byte & 0x80:
            place += 1
            byte = self.data[place]
            size |= (byte & 0x7F) << shift
            shift += 7
            if shift > 7 * _MAX_DIGITS:
                raise Unreadable("a size without an end")
        return kind, size, place + 1

    def _base(self, kind: int, place: int, start: int, id_size: int) -> tuple[int, int]:
        """(place of the object that one is a difference from, where it goes on)."""
        if kind == _BY_ID:
            base = self.index.place(bytes(self.data[start : start + id_size]))
            if base is None:
                raise Unreadable("a difference from nothing")
            return base, start + id_size
        if kind != _BY_PLACE:
            raise Unreadable("a kind of object that is not known")
        byte = self.data[start]
        back = byte & 0x7F
        while byte & 0x80:
            start += 1
            byte = self.data[start]
            back = (back + 1) << 7 | byte & 0x7F
            if back > place:
                break
        if not 0 < back <= place:
            raise Unreadable("a difference from nothing")
        return place - back, start + 1

    def _keep(self, place: int, found: tuple[str, bytes]) -> None:
        self._kept_size += len(found[1])
        if self._kept_size > _KEPT:
            self._kept.clear()
            self._kept_size = len(found[1])
        self._kept[place] = found


def _applied(base: bytes, difference: bytes) -> bytes:
    """Give what a difference makes of its base: pieces copied from there, and pieces that it brings."""
    base_size, at = _number(difference, 0)
    size, at = _number(difference, at)
    if base_size != len(base) or size > MAX_OBJECT:
        raise Unreadable("a difference from something else")
    made = bytearray()
    while at < len(difference) and len(made) <= size:
        command = difference[at]
        at += 1
        if command & 0x80:
            start, length, at = _copied(difference, command, at)
            made += base[start : start + length]
        else:
            made += difference[at : at + command]
            at += command
    if len(made) != size:
        raise Unreadable("a difference that is not what it says")
    return bytes(made)


def _copied(difference: bytes, command: int, at: int) -> tuple[int, int, int]:
    """(start, length, where it goes on) of a piece that is copied; seven bits say which bytes are written at all."""
    value = 0
    for bit in range(7):
        if command & 1 << bit:
            value |= difference[at] << 8 * bit
            at += 1
    return value & 0xFFFFFFFF, value >> 32 or 0x10000, at


def _number(data: bytes, at: int) -> tuple[int, int]:
    """(a number in the next bytes, where it goes on)."""
    value = 0
    for digit in range(_MAX_DIGITS):
        byte = data[at + digit]
        value |= (byte & 0x7F) << 7 * digit
        if not byte & 0x80:
            return value, at + digit + 1
    raise Unreadable("a number without an end")
