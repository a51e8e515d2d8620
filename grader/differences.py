"""Two values, and where they differ: what of them is shown to a learner. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_TOLERANCE = re.compile(r" ± [^,\])}]+")
LONGEST = 120
"""Characters of a value that are shown; the rest is cut around the difference."""
LONG_LIST = 5
"""Up to so many things the eye finds the difference by itself."""
SHORT = 40
"""Characters of one thing of a list, beyond which it is not quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The first thing in which two lists differ, counted from 1; empty where one of them is over."""

    number: int
    seen: str
    expected: str


def shorten(value: Any, other: Any = None) -> str:
    """`repr(value)`, cut to LONGEST characters around the first difference from `repr(other)`."""
    text, beside = plainly(value), plainly(other)
    if len(text) <= LONGEST:
        return text
    differences = (i for i, (a, b) in enumerate(zip(text, beside, strict=False)) if a != b)
    same = next(differences, min(len(text), len(beside)))
    start = max(0, min(same - LONGEST // 2, len(text) - LONGEST))
    cut = text[start : start + LONGEST]
    return ("…" if start else "") + cut + ("…" if start + LONGEST < len(text) else "")


def plainly(value: Any) -> str:
    """`repr(value)`, and of pytest's `approx(...)` the number or numbers alone."""
    try:
        text = repr(value)
    except ValueError:  # Python does not write out integers of more than 4300 digits
        return "a value that is too long to write down"
    if type(value).__name__.startswith("Approx"):
        text = _TOLERANCE.sub("", text).removeprefix("approx(").removesuffix(")")
    return text


def same_in_another_order(seen: Any, expected: Any) -> Shown | None:
    """The first difference of two lists that hold the same things."""
    if not (isinstance(seen, list | tuple) and isinstance(expected, list | tuple)) or len(seen) != len(
        expected
    ):
        return None
    if sorted(map(plainly, seen)) != sorted(map(plainly, expected)):
        return None
    return _first(seen, expected)


def difference(seen: Any, expected: Any) -> Shown | None:
    """The first difference of two lists, where one of them is long."""
    if not (isinstance(seen, list | tuple) and isinstance(expected, list | tuple)):
        return None
    return _first(seen, expected) if max(len(seen), len(expected)) > LONG_LIST else None


def _first(seen: list[Any] | tuple[Any, ...], expected: list[Any] | tuple[Any, ...]) -> Shown | None:
    for number in range(max(len(seen), len(expected))):
        one = plainly(seen[number]) if number < len(seen) else ""
        other = plainly(expected[number]) if number < len(expected) else ""
        if one != other:
            shown = max(len(one), len(other)) <= SHORT
            return Shown(number=number + 1, seen=one, expected=other) if shown else None
    return None
