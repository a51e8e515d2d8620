"""Any value of a learner's as plain data: exact built-in types that mean the same on both sides of the wire.

A judge compares values, so nothing of the learner's may take part in the comparison: a subclass of a plain type is
copied through its base's own methods, and everything else becomes `Opaque`, which equals nothing but itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from grader.observation import Opaque
from grader.sandbox.classes import name_of

DEPTH = 50
"""Deeper nesting is cut: no exercise needs it, and a cycle must end."""
ITEMS = 30_000
"""More items than this in all are cut. The most of an honest program are 10,000."""
REPR = 200
"""Characters kept of a `repr`."""

_SCALARS = frozenset({type(None), bool, int, float, str, bytes})
_CUT = Opaque(type="", text="…")
"""Stands for the items that were cut."""


def to_plain(value: Any) -> Any:
    """A copy of `value` made of exact None, bool, int, float, str, bytes, list, tuple, dict, set and Opaque."""
    return bounded(value)[0]


def bounded(value: Any) -> tuple[Any, bool]:
    """The same copy, and whether items of it were cut."""
    copier = _Copier()
    return copier.copy(value, DEPTH), copier.left < 0


def opaque(value: Any) -> Opaque:
    """The stand-in for a value that is not plain: its type's name and the start of its `repr`."""
    try:
        text = str.__str__(repr(value))
    except Exception:  # a learner's __repr__ may do anything
        text = f"<{name_of(type(value))} object>"
    return Opaque(type=name_of(type(value)), text=text if len(text) <= REPR else text[: REPR - 1] + "…")


class _Copier:
    """Counts what it copies, so that a value which refers to itself many times over cannot grow without end."""

    def __init__(self) -> None:
        self.left = ITEMS

    def copy(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind in _SCALARS or value is _CUT:
            return value
        if depth == 0 or self.left < 0:
            return Opaque(type=name_of(kind), text="…")
        for base, rebuild in _REBUILD:
            if issubclass(kind, base):
                return rebuild(self, value, depth - 1)
        return opaque(value)

    def take(self, values: Iterable[Any], cut: Any = _CUT) -> list[Any]:
        """As many of these as may still be copied; where there are more, the last is `cut`."""
        taken = list(islice(values, max(self.left, 0) + 1))
        self.left -= len(taken)
        if self.left < 0:
            taken[-1] = cut
        return taken

    def all(self, values: Iterable[Any], depth: int) -> list[Any]:
        """A list of copies."""
        taken = self.take(values)
        return taken if _SCALARS.issuperset(map(type, taken)) else [self.copy(v, depth) for v in taken]

    def hashable(self, values: Iterable[Any], kind: type, depth: int) -> Any:
        """A set of copies; items that cannot stand in a set once copied become opaque."""
        return kind(_as_key(self.copy(value, depth)) for value in self.take(values))

    def mapping(self, value: Any, depth: int) -> dict[Any, Any]:
        """A dictionary of copies."""
        pairs = self.take(dict.items(value), cut=(_CUT, _CUT))
        return {_as_key(self.copy(k, depth)): self.copy(v, depth) for k, v in pairs}


def _as_key(value: Any) -> Any:
    try:
        hash(value)
    except TypeError:
        return opaque(value)
    return value


# The bases' own methods, so that a subclass cannot show the judge something else than it holds.
_REBUILD: tuple[tuple[type, Callable[[_Copier, Any, int], Any]], ...] = (
    (int, lambda copier, value, depth: int.__int__(value)),
    (float, lambda copier, value, depth: float.__float__(value)),
    (
        str,
        lambda copier, value, depth: "".join(str.__iter__(value)),
    ),
    (bytes, lambda copier, value, depth: bytes(bytes.__iter__(value))),
    (list, lambda copier, value, depth: copier.all(list.__iter__(value), depth)),
    (tuple, lambda copier, value, depth: tuple(copier.all(tuple.__iter__(value), depth))),
    (dict, lambda copier, value, depth: copier.mapping(value, depth)),
    (set, lambda copier, value, depth: copier.hashable(set.__iter__(value), set, depth)),
    (frozenset, lambda copier, value, depth: copier.hashable(frozenset.__iter__(value), frozenset, depth)),
)
