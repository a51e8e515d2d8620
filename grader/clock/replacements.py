"""Putting one thing in place of another, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple


class Replacement(NamedTuple):
    """An attribute and what it becomes."""

    owner: Any
    name: str
    new: Any


def replace(replacements: Iterable[Replacement]) -> list[Replacement]:
    """Put the new things in place; gives the replacements that undo it."""
    undo = []
    for owner, name, new in replacements:
        undo.append(Replacement(owner, name, getattr(owner, name)))
        setattr(owner, name, new)
    undo.reverse()
    return undo
