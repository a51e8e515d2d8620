"""Placeholder for the records of lanes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.clock.sightings import Sightings


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a lane."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane."""

    name: str
    spans: tuple[Span, ...]


def seen_lanes(sightings: Sightings) -> tuple[Lane, ...]:
    """Lanes."""
    return tuple(Lane(s.task, (Span(s.start, s.end, "waiting"),)) for s in sightings.timeline[:12])
