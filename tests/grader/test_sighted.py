"""What the clock saw explains a failed check, where it happened at a line of the learner's."""

from __future__ import annotations

import pytest

from grader.causes import Cause, Where
from grader.clock.sightings import Blocking, Pending, Place, Sightings, Swallowed, Unawaited, Unclosed
from grader.sighted import of_sightings

MINE = Place(file="/home/li/kata.py", line=8, function="work", source="do()")
THEIRS = Place(file="/course/scenarios.py", line=3, function="run", source="do()")

SIGHTED = {
    Cause.NEVER_AWAITED: (
        lambda place: Sightings(unawaited=(Unawaited(coroutine="work", place=place),)),
        "kata.py:8 makes the coroutine `work` and never awaits it, so that it never runs.",
    ),
    Cause.CANCELLATION_SWALLOWED: (
        lambda place: Sightings(swallowed=(Swallowed(task="Task-2", place=place),)),
        "Task-2 was cancelled at kata.py:8 and went on.",
    ),
    Cause.TASK_LEFT: (
        lambda place: Sightings(pending=(Pending(task="Task-2", place=place),)),
        "Task-2 was still waiting at kata.py:8 when everything else was over.",
    ),
    Cause.NEVER_CLOSED: (
        lambda place: Sightings(unclosed=(Unclosed(generator="ticker", place=place),)),
        "The async generator `ticker` was never closed; it still stands at kata.py:8.",
    ),
}


@pytest.mark.parametrize("cause", SIGHTED, ids=str)
def test_it_names_the_cause_and_the_line(cause):
    """Each kind of sighting is told with the learner's line."""
    make, text = SIGHTED[cause]
    found = of_sightings(make(MINE))
    assert (found.cause, str(found.rows[0].text), found.rows[0].source) == (cause, text, "do()")
    assert found.where == Where(file="kata.py", line=8)


@pytest.mark.parametrize("place", [THEIRS, None], ids=["scenario", "nowhere"])
@pytest.mark.parametrize("cause", SIGHTED, ids=str)
def test_what_is_not_the_learners_explains_nothing(cause, place):
    """What a scenario left is no mistake of the learner's."""
    assert of_sightings(SIGHTED[cause][0](place)).cause is Cause.AS_SAID


def test_what_blocked_comes_first():
    """It is the reason of most other things."""
    blocking = Blocking(kind="time.sleep", place=MINE, start=0, duration=1, task=None, thread="MainThread")
    seen = Sightings(blockings=(blocking,), pending=(Pending(task="Task-2", place=MINE),))
    assert of_sightings(seen).cause is Cause.BLOCKED_THE_LOOP
