"""What a worker sends is decoded strictly, and cut where a program made it longer than anybody would read."""

from __future__ import annotations

import msgspec
import pytest

from grader.clock.sightings import Sightings, Swallowed
from grader.observation import Failure, Observation, Trouble
from grader.sandbox.answers import LONGEST_LIST, LONGEST_TEXT, SHORT, decode
from grader.sandbox.frames import WireError
from grader.sandbox.plain import ITEMS, to_plain
from grader.sandbox.worker import encode


@pytest.mark.parametrize("value", [4, [1.5, None, {"a": (1, 2)}], "x" * 2 * SHORT, [0.5] * (SHORT // 8)])
def test_a_value_comes_through_as_it_was(value):
    """However long it is: what a function gives is judged in full."""
    seen = Observation(value=value, elapsed=2.5, output="text")
    assert decode(encode(seen)) == seen


def test_what_a_failure_says_is_cut():
    """The text of an exception, the names of its classes and their number."""
    failure = Failure(
        trouble=Trouble.RAISED,
        type="E" * 10**6,
        message="m" * 10**6,
        kinds=("K" * 10**5,) * (LONGEST_LIST + 5),
    )
    seen = decode(encode(Observation(error=failure))).error
    assert seen is not None
    assert seen.type == "E" * LONGEST_TEXT
    assert seen.message == "m" * LONGEST_TEXT
    assert len(seen.kinds) == LONGEST_LIST
    assert seen.trouble is Trouble.RAISED


def test_what_was_sighted_is_cut():
    """A task may have any name, and there may be any number of them."""
    swallowed = Swallowed(task="t" * 10**6, place=None)
    seen = decode(encode(Observation(sightings=Sightings(swallowed=(swallowed,) * 3))))
    assert [one.task for one in seen.sightings.swallowed] == ["t" * LONGEST_TEXT] * 3


@pytest.mark.parametrize(
    "make",
    [
        lambda items: ["ab"] * items,
        lambda items: [["ab"] * (items // 2), dict.fromkeys(range(items // 2), "ab")],
        lambda items: [{number: "text"} for number in range(items // 2)],
    ],
)
def test_a_value_of_too_many_items_is_refused(make):
    """Of small items a judge's memory would hold far more than what came over the wire; what `plain` gives passes."""
    assert decode(encode(Observation(value=to_plain(make(10 * ITEMS))))).error is None
    with pytest.raises(WireError, match="items"):
        decode(encode(Observation(value=make(2 * ITEMS))))


@pytest.mark.parametrize(
    "garbage", [b"", b"\xc1", msgspec.msgpack.encode(4), msgspec.msgpack.encode([0] * 2 * SHORT)]
)
def test_garbage_is_no_observation(garbage):
    """Short or long, what is no observation is refused."""
    with pytest.raises(WireError):
        decode(garbage)
