"""What ran when, as lanes: one for each task, or for each wait of a task that waited in turn. Pure.

How lanes are drawn is the business of `grader.lane_drawing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the learner's commands read lanes, and start without a clock
    from grader.clock.sightings import Sightings

MOST_LANES = 12
"""So many lanes are kept; a learner would not look at more."""


class Kind(StrEnum):
    """What a task did meanwhile."""

    WAITING = "waiting"
    RUNNING = "running"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a lane, in virtual seconds."""

    start: float
    end: float
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What one task, or one of its waits, did."""

    name: str
    spans: tuple[Span, ...]

    @property
    def length(self) -> float:
        """Seconds from its first moment to its last."""
        return self.spans[-1].end - self.spans[0].start if self.spans else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What was seen, and what was expected where that is known."""

    seen: tuple[Lane, ...]
    expected: tuple[Lane, ...] = ()


def seen_lanes(sightings: Sightings) -> tuple[Lane, ...]:
    """The lanes of a run, in the order in which they began; of the task that only awaits the others, none."""
    spans: dict[str, list[Span]] = {}
    for step in sightings.timeline:
        if step.end > step.start:
            span = Span(start=step.start, end=step.end, kind=Kind.WAITING)
            spans.setdefault(step.task, []).append(span)
    for blocking in sightings.blockings:
        if blocking.task is not None:
            span = Span(start=blocking.start, end=blocking.start + blocking.duration, kind=Kind.BLOCKED)
            spans[blocking.task] = [*_outside(spans.get(blocking.task, []), span), span]
    first = sightings.timeline[0].task if sightings.timeline else ""
    if len(spans) > 1:  # the first task is the one that the scenario runs in: it waits for the others
        spans.pop(first, None)
    if len(spans) == 1:
        (only,) = spans.values()
        return tuple(
            Lane(name=f"job {number}", spans=(span,)) for number, span in enumerate(only[:MOST_LANES], 1)
        )
    lanes = [Lane(name=name, spans=tuple(sorted(of, key=_start))) for name, of in spans.items()]
    return tuple(sorted(lanes, key=lambda lane: lane.spans[0].start)[:MOST_LANES])


def _start(span: Span) -> float:
    return span.start


def _outside(spans: list[Span], blocked: Span) -> list[Span]:
    """The spans that do not lie within the time in which their task blocked."""
    return [span for span in spans if span.end <= blocked.start or span.start >= blocked.end]


def expected_lanes(seen: tuple[Lane, ...], expected: float) -> tuple[Lane, ...] | None:
    """The same lanes all at once: where they ran in turn, and the longest takes as long as was expected."""
    lengths = [lane.length for lane in seen]
    in_turn = len(seen) > 1 and sum(lengths) == max(lane.spans[-1].end for lane in seen)
    if not in_turn or max(lengths) != expected:
        return None
    return tuple(
        Lane(name=lane.name, spans=(Span(start=0, end=length, kind=Kind.WAITING),))
        for lane, length in zip(seen, lengths, strict=True)
    )
