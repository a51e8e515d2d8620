"""Flags: what a person must look at before a score counts. Plain records, and no more.

A leaf of its own, because flags are made on both sides of the wire: beside the learner's code, where it reaches for
what measures it, and by those who collect and judge. A flag is no proof, and to have none is no proof either: code
that shares a process with its measurement can in the end forge whatever that process says. So a flag takes no points
by itself; it makes the score provisional.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FoundBy(StrEnum):
    """Who raised a flag."""

    COLLECTION = "collection"
    """Whoever took in the files: something could not be taken."""
    SCAN = "scan"
    """The judge, in the text of the submission."""
    HOOK = "hook"
    """The worker, at the line that did it."""
    CHECK = "check"
    """The worker, after a scenario: what measures was not as it had been."""
    WIRE = "wire"
    """The judge: an answer came that the worker did not give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something that a person must look at."""

    code: str
    """One word for programs: `zip_bomb`, `patched`, ..."""
    reason: str
    """One line for people."""
    file: str | None = None
    line: int | None = None
    evidence: str = ""
    """The text of that line, or the name of what was touched."""
    found_by: FoundBy = FoundBy.COLLECTION

    @property
    def is_tampering(self) -> bool:
        """Whether it puts the measurement in doubt, and with it the score."""
        return self.found_by is not FoundBy.COLLECTION
