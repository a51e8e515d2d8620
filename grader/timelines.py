"""Stand-in until the branch `lanes` is merged: the interface only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from grader.clock.sightings import Sightings


class Kind(StrEnum):
    """What a task did meanwhile."""

    WAITING = "waiting"
    RUNNING = "running"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a lane, in seconds."""

    start: float
    end: float
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What one task did."""

    name: str
    spans: tuple[Span, ...]


def seen_lanes(sightings: Sightings) -> tuple[Lane, ...]:
    """The lanes of a run."""
    steps = [step for step in sightings.timeline if step.end > step.start]
    tasks = list(dict.fromkeys(step.task for step in steps))
    if len(tasks) > 1:
        tasks = [task for task in tasks if task != "Task-1"]
        return tuple(
            Lane(
                name=task,
                spans=tuple(Span(start=s.start, end=s.end, kind="waiting") for s in steps if s.task == task),
            )
            for task in tasks
        )
    return tuple(
        Lane(name=f"job {n}", spans=(Span(start=s.start, end=s.end, kind="waiting"),))
        for n, s in enumerate(steps, 1)
    )


def expected_lanes(seen: tuple[Lane, ...], expected: float) -> tuple[Lane, ...] | None:
    """What was expected."""
    lengths = [lane.spans[-1].end - lane.spans[0].start for lane in seen if lane.spans]
    if (
        len(lengths) < 2
        or max(lengths) != expected
        or sum(lengths) != max(lane.spans[-1].end for lane in seen)
    ):
        return None
    return tuple(
        Lane(name=lane.name, spans=(Span(start=0, end=length, kind="waiting"),))
        for lane, length in zip(seen, lengths, strict=True)
    )
