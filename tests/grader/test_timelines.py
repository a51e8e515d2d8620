"""What ran when, as lanes."""

from __future__ import annotations

import pytest

from grader.clock.sightings import Blocking, Place, Sightings, Step
from grader.timelines import MOST_LANES, Kind, Lane, Span, expected_lanes, seen_lanes

PLACE = Place(file="kata.py", line=1, function="f")


def step(task: str, start: float, end: float) -> Step:
    """A wait of a task."""
    return Step(task=task, start=start, end=end, place=PLACE)


def spans(lanes: tuple[Lane, ...]) -> list[tuple[str, list[tuple[float, float]]]]:
    """Names and stretches."""
    return [(lane.name, [(span.start, span.end) for span in lane.spans]) for lane in lanes]


def test_a_task_alone_has_a_lane_per_wait():
    """So that a program that waits in turn looks like it."""
    seen = seen_lanes(Sightings(timeline=(step("Task-1", 0, 1), step("Task-1", 1, 3), step("Task-1", 3, 3))))
    assert spans(seen) == [("job 1", [(0, 1)]), ("job 2", [(1, 3)])]


def test_each_task_has_a_lane():
    """But for the one that waits for all the others."""
    timeline = (step("Task-1", 0, 2), step("Task-2", 0, 1), step("Task-3", 0, 2), step("Task-2", 1, 2))
    assert spans(seen_lanes(Sightings(timeline=timeline))) == [
        ("Task-2", [(0, 1), (1, 2)]),
        ("Task-3", [(0, 2)]),
    ]


def test_what_blocked_is_of_another_kind():
    """A task that blocked did not wait meanwhile."""
    blocking = Blocking(
        kind="time.sleep", place=PLACE, start=0, duration=2, task="Task-2", thread="MainThread"
    )
    timeline = (step("Task-1", 0, 2), step("Task-2", 0, 2), step("Task-3", 0, 1))
    seen = seen_lanes(Sightings(timeline=timeline, blockings=(blocking,)))
    assert seen[0] == Lane(name="Task-2", spans=(Span(start=0, end=2, kind=Kind.BLOCKED),))


def test_there_is_an_end():
    """Nobody looks at a hundred lanes."""
    assert (
        len(seen_lanes(Sightings(timeline=tuple(step("Task-1", n, n + 1) for n in range(99))))) == MOST_LANES
    )


def test_nothing_waited():
    """No time passed, nothing is drawn."""
    assert seen_lanes(Sightings(timeline=(step("Task-1", 0, 0),))) == ()


@pytest.mark.parametrize(
    ("ends", "expected", "lengths"),
    [((1, 3, 7), 4, [1, 2, 4]), ((1, 3, 7), 5, None), ((4,), 4, None)],
    ids=["in turn", "not the longest", "one"],
)
def test_what_was_expected_begins_at_0(ends, expected, lengths):
    """Only of waits in turn, of which the longest alone was expected."""
    starts = (0, *ends[:-1])
    seen = tuple(
        Lane(name=str(n), spans=(Span(start=start, end=end, kind=Kind.WAITING),))
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    found = expected_lanes(seen, expected)
    assert (found and [lane.spans[0].end for lane in found]) == lengths
