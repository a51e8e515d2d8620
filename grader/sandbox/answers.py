"""What a worker sent, as an observation: decoded strictly, and cut to what a person would read. Pure.

A worker cannot be trusted to bound what it says of itself. How it is asked is the business of `handle`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.flags import Flag
from grader.observation import Observation
from grader.sandbox.frames import WireError, untag
from grader.sandbox.plain import ITEMS

SHORT = 64 * 1024
"""Bytes of an answer up to which nothing in it needs to be cut."""
LONGEST_TEXT = 2000
"""Characters of a name, a message, a line of source."""
LONGEST_LIST = 1000
"""Sightings of a kind, frames, classes of an exception."""
_COLLECTIONS = (list, tuple, set, frozenset)
_observations = msgspec.msgpack.Decoder(Observation)


def decode(payload: bytes | msgspec.Raw, flags: tuple[Flag, ...] = ()) -> Observation:
    """The observation in a frame, with what it says of itself cut to a length, and with the flags put in.

    Raises WireError for anything else.
    """
    is_short = memoryview(payload).nbytes <= SHORT
    try:
        if is_short:
            observation = _observations.decode(payload)
        else:
            plain = msgspec.msgpack.decode(payload, type=dict[str, Any])
            said = {field: cut(plain[field]) for field in ("error", "sightings") if field in plain}
            observation = msgspec.convert(plain | said, Observation)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise WireError(str(error)) from None
    value = untag(observation.value)
    if not is_short and _items(value) > ITEMS + 1:  # a byte may stand for sixty in the judge's memory
        raise WireError(f"a value of more than {ITEMS} items")
    return msgspec.structs.replace(observation, value=value, flags=flags)


def _items(value: Any) -> int:
    """How many items a value holds, counted as `plain` counts them."""
    if type(value) is dict:
        return len(value) + sum(_items(key) + _items(held) for key, held in value.items())
    return len(value) + sum(map(_items, value)) if type(value) in _COLLECTIONS else 0


def cut(said: Any) -> Any:
    """Plain data with its texts and lists cut: a program may raise exceptions of any size, and name its tasks so."""
    if isinstance(said, str):
        return said[:LONGEST_TEXT]
    if isinstance(said, dict):
        return {key: cut(value) for key, value in said.items()}
    return [cut(item) for item in said[:LONGEST_LIST]] if isinstance(said, list) else said
