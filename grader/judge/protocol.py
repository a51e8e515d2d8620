"""What passes between a judge's process and the handle on it, besides jobs and run results: plain records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeSetup:
    """What a judge is started with."""

    root: str
    exercises: tuple[str, ...]
    confine: bool
    seed: int = 0
    """Of the order of what is ready at one instant, and of the order of sets; 0 is Python's own order of callbacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A judge's first frame: what it can judge."""

    checks: dict[str, int]
    """The number of checks by exercise."""
    problems: dict[str, str]
    """Why an exercise cannot be judged, by exercise."""
