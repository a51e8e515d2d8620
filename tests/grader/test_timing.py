"""How long it took, and why: what blocked, or waited in turn, with its line."""

from __future__ import annotations

import pytest

from grader.causes import Cause, Diagnosis, Label, Where
from grader.clock.sightings import Blocking, Place, Sightings, Step, Unawaited
from grader.observation import Observation
from grader.timing import Comparison, of_time

SLEEP = Place(file="/home/li/kata.py", line=8, function="work", source="await asyncio.sleep(delay)")
EACH = Place(file="/home/li/kata.py", line=14, function="run_all", source="await work(delay)")


def compared(seen: object, expected: object, operator: str, observation: Observation) -> Diagnosis:
    """The diagnosis of a time that was not as expected."""
    return of_time(Comparison(seen=seen, operator=operator, expected=expected), observation)


def rows(diagnosis: Diagnosis, label: Label) -> list[str]:
    """The rows with that label."""
    return [str(row.text) for row in diagnosis.rows if row.label is label]


def blocked(kind: str = "time.sleep", line: int = 14, elapsed: float = 7.0) -> Observation:
    """An observation of a program that blocked its loop for 3 seconds."""
    place = Place(file="/home/li/kata.py", line=line, function="foo", source="stop()")
    blocking = Blocking(kind=kind, place=place, start=0, duration=3.0, task=None, thread="MainThread")
    return Observation(elapsed=elapsed, sightings=Sightings(blockings=(blocking,)))


def waits(*delays: float, task: str = "Task-1") -> Observation:
    """An observation of one task that waited for each delay in turn."""
    steps, now = [], 0.0
    for delay in delays:
        steps.append(Step(task=task, start=now, end=now + delay, place=SLEEP, through=EACH))
        now += delay
    return Observation(elapsed=now, sightings=Sightings(timeline=tuple(steps)))


@pytest.mark.parametrize(
    ("elapsed", "expected", "operator", "headline"),
    [
        (7.0, 4, "==", "Took 7 s, expected 4 s."),
        (0.5, 0.25, "==", "Took 0.5 s, expected 0.25 s."),
        (7.0, 4, "<=", "Took 7 s, expected <= 4 s."),
        (4.000000001, 4, "==", "Took 4.000000001 s, expected 4 s."),
        (7.0, [4, 5], "in", "Took 7 s."),
    ],
)
def test_how_long_it_took(elapsed, expected, operator, headline):
    """Seconds are told with as many digits as show the difference."""
    found = compared(elapsed, expected, operator, Observation(elapsed=elapsed))
    assert (found.cause, str(found.headline)) == (Cause.WRONG_TIME, headline)


def test_what_blocked_is_named_with_its_line():
    """A wrong time with a blocking call names the call, its line and how long it blocked, and what to do."""
    found = compared(7.0, 4, "==", blocked())
    assert found.cause is Cause.BLOCKED_THE_LOOP
    assert str(found.headline) == (
        "Took 7 s, expected 4 s: kata.py:14 blocked the event loop for 3 s with `time.sleep`."
    )
    assert (found.where, found.source) == (Where(file="kata.py", line=14), "stop()")
    assert "await asyncio.sleep" in rows(found, Label.WHY)[0]


@pytest.mark.parametrize(
    ("kind", "expected", "headline"),
    [
        (
            "busy-wait",
            4,
            "Took 7 s, expected 4 s: kata.py:14 blocked the event loop for 3 s with a busy loop.",
        ),
        ("busy-wait", None, "Took 7 s: kata.py:14 blocked the event loop for 3 s with a busy loop."),
        ("queue", None, "Took 7 s: kata.py:14 blocked the event loop for 3 s with `queue`."),
    ],
)
def test_other_ways_to_block(kind, expected, headline):
    """A busy loop is no call that could be named."""
    assert str(compared(7.0, expected, "==", blocked(kind)).headline) == headline


def test_one_after_the_other():
    """Where the waits add up to what it took, and the longest was expected, they were waited for in turn."""
    found = compared(7.0, 4, "==", waits(1, 2, 4))
    assert found.cause is Cause.ONE_AFTER_THE_OTHER
    assert rows(found, Label.TOOK) == ["7 s, one after the other"]
    assert rows(found, Label.EXPECTED) == ["4 s, the longest wait"]
    assert rows(found, Label.WHY) == ["kata.py:14 awaits each one before it starts the next."]
    assert (found.where, found.source) == (Where(file="kata.py", line=14), "await work(delay)")


@pytest.mark.parametrize(("delays", "expected"), [((1, 2, 4), 3), ((4,), 1)], ids=["not the longest", "one"])
def test_what_was_not_in_turn(delays, expected):
    """Another expectation has another cause."""
    assert compared(float(sum(delays)), expected, "==", waits(*delays)).cause is Cause.WRONG_TIME


def test_what_was_never_awaited_is_why_no_time_passed():
    """A coroutine that was only made is the cause of a time that is too short."""
    unawaited = Unawaited(coroutine="sleep", place=SLEEP)
    found = compared(0.0, 4, "==", Observation(sightings=Sightings(unawaited=(unawaited,))))
    assert found.cause is Cause.NEVER_AWAITED
    assert rows(found, Label.WHY) == [
        "kata.py:8 makes the coroutine `sleep` and never awaits it, so that it never runs."
    ]
