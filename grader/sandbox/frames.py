"""The wire between processes: length-prefixed frames of plain data, size-capped, strictly decoded, never pickled.

`tag` and `untag` carry what MessagePack cannot tell apart (tuples from lists, sets, big integers, lone surrogates).
What the frames *mean* is the business of whoever sends and reads them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Iterable
from typing import Any

from grader.observation import Opaque

FRAME_LIMIT = 4 * 2**20
"""Bytes of one frame. A job with all its files takes less; an answer has a lower limit of its own."""
MOST_KEYS = 1000
"""Items of a set, and keys of a dictionary, that may be other things than text and integers of 64 bits."""
_HEADER = struct.Struct(">I")
_INT64 = range(-(2**63), 2**63)

Read = Callable[[int], bytes]
"""Reads up to n bytes; nothing at all means that the other side is gone."""


class WireError(Exception):
    """What came over the wire is no frame of ours."""


class FrameTooLarge(WireError):
    """A frame claims more bytes than a frame may have, or a value holds more than may be sent."""


def pack(payload: bytes) -> bytes:
    """A frame: four bytes of length, then the payload. Raises FrameTooLarge."""
    if len(payload) > FRAME_LIMIT:
        raise FrameTooLarge(f"{len(payload)} bytes; a frame may have {FRAME_LIMIT}")
    return _HEADER.pack(len(payload)) + payload


def read_frame(read: Read, limit: int = FRAME_LIMIT) -> bytes:
    """The payload of the next frame.

    Raises EOFError when the other side ended before a whole frame had come, FrameTooLarge before reading a payload
    that is longer than `limit` bytes.
    """
    (size,) = _HEADER.unpack(_exactly(read, _HEADER.size))
    if size > limit:
        raise FrameTooLarge(f"{size} bytes; a frame may have {limit}")
    return _exactly(read, size)


def _exactly(read: Read, size: int) -> bytes:
    parts = []
    while size:
        part = read(min(size, 2**16))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def tag(value: Any) -> Any:
    """Plain data (see `grader.sandbox.plain`) in a form that MessagePack carries without loss.

    Raises FrameTooLarge for a set or a dictionary with more keys of odd kinds than MOST_KEYS.
    """
    kind = type(value)
    if value is None or kind in (bool, float, bytes):
        return value
    if kind is int:
        return value if value in _INT64 else ["int", hex(value)]
    if kind is str:
        return (
            value if value.isascii() or _encodes(value) else ["str", value.encode("utf-8", "surrogatepass")]
        )
    if kind is Opaque:
        return ["opaque", encodable(value.type), encodable(value.text)]
    if kind is dict:
        items = list(zip(_tagged_keys(value), map(tag, value.values()), strict=True))
    elif kind in (set, frozenset):
        items = _tagged_keys(value)
    elif kind in (list, tuple):
        items = list(value) if _travel_bare(value) else [tag(item) for item in value]
    else:
        raise TypeError(f"not plain data: {kind.__name__}")
    return [kind.__name__, items]


def _tagged_keys(values: Iterable[Any]) -> list[Any]:
    keys = [tag(value) for value in values]
    if not _may_be_looked_up(keys):
        raise FrameTooLarge(f"{len(keys)} keys that are neither text nor small integers")
    return keys


def _travel_bare(values: Collection[Any]) -> bool:
    """Whether MessagePack carries all of these as they are: long lists of small numbers are common."""
    kinds = set(map(type, values))
    return kinds <= _BARE or (kinds == {int} and min(values) in _INT64 and max(values) in _INT64)


def untag(value: Any) -> Any:
    """The plain data that `tag` was given. Raises WireError for anything that `tag` does not write."""
    if type(value) is not list:
        if type(value) not in _UNTAGGED:
            raise WireError(f"a bare {type(value).__name__}")
        return value
    try:
        name, *rest = value
        return _UNTAG[name](*rest)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise WireError(f"not a tagged value: {error}") from None


def _items(items: list[Any]) -> list[Any]:
    """What stands in a sequence; itself where nothing in it is tagged."""
    if type(items) is not list:
        raise WireError(f"a {type(items).__name__} in place of items")
    return items if _UNTAGGED.issuperset(map(type, items)) else [untag(item) for item in items]


def _keys(items: list[Any]) -> list[Any]:
    """What is to be looked up by its hash.

    Numbers can be chosen so that all have the same, and to tell them apart takes the square of their number of steps;
    texts and small integers cannot.
    """
    if not _may_be_looked_up(items):
        raise WireError(f"{len(items)} keys that are neither text nor small integers")
    return [untag(item) for item in items]


def _may_be_looked_up(keys: list[Any]) -> bool:
    """Whether these tagged keys are few, or of the kinds of which there may be many."""
    return len(keys) <= MOST_KEYS or not any(type(key) in (list, float) for key in keys)


def encodable(text: str) -> str:
    """`text` with what UTF-8 cannot carry written as an escape."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


_BARE = {type(None), bool, float, bytes}
"""What always travels as it is; an integer or a text may be too much for MessagePack."""
_UNTAGGED = _BARE | {int, str}
"""What arrives as it is."""
_UNTAG: dict[str, Callable[..., Any]] = {
    "int": lambda text: int(text, 16),
    "str": lambda data: data.decode("utf-8", "surrogatepass"),
    "opaque": lambda type_, text: Opaque(type=str(type_), text=str(text)),
    "dict": lambda pairs: dict(zip(_keys([k for k, _ in pairs]), [untag(v) for _, v in pairs], strict=True)),
    "list": _items,
    "tuple": lambda items: tuple(_items(items)),
    "set": lambda items: set(_keys(items)),
    "frozenset": lambda items: frozenset(_keys(items)),
}
