"""Any value becomes exact plain data, whatever its class says of itself."""

import enum
from collections import Counter, OrderedDict, namedtuple

import pytest

from grader.observation import Opaque
from grader.sandbox.plain import DEPTH, ITEMS, REPR, to_plain


class Liar(str):
    """Claims to be equal to everything, and to be something else than it is."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __str__(self):
        return "a lie"

    def __iter__(self):
        return iter("a lie")

    def __len__(self):
        return 1


class LyingList(list):
    """A list that shows other items than it holds."""

    def __iter__(self):
        return iter([4, 4, 4])

    def __eq__(self, other):
        return True

    __hash__ = None


class LyingInt(int):
    """An int that calls itself another."""

    def __int__(self):
        return 7

    def __index__(self):
        return 7

    def __eq__(self, other):
        return True

    __hash__ = None


class LyingDict(dict):
    """A dict that shows other items than it holds."""

    def items(self):
        """Lie."""
        return [("a", "lie")]


class Shy:
    """Cannot be shown."""

    def __repr__(self):
        raise RuntimeError("no")


Point = namedtuple("Point", "x y")
Colour = enum.IntEnum("Colour", ["RED"])


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        2**100,
        -1.5,
        "",
        "text",
        b"bytes",
        [],
        [1, [2]],
        (1, (2,)),
        {"a": [1]},
        {1, 2},
        frozenset({3}),
        {(1, 2), frozenset({3})},
    ],
    ids=repr,
)
def test_plain_data_stays_as_it_is(value):
    """Plain data is copied, equal and of the same exact type."""
    copy = to_plain(value)
    assert copy == value
    assert type(copy) is type(value)


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (Liar("truth"), "truth"),
        (LyingList([1, 2]), [1, 2]),
        (LyingInt(3), 3),
        (LyingDict({"x": 1}), {"x": 1}),
        (Point(1, 2), (1, 2)),
        (Colour.RED, 1),
        (OrderedDict(a=1), {"a": 1}),
        (Counter("aab"), {"a": 2, "b": 1}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_subclass_is_copied_as_what_it_holds(value, held):
    """Nothing that a subclass overrides takes part: the copy has the base's exact type and contents."""
    copy = to_plain([value])[0]
    assert type(copy) is type(held)
    assert copy == held


def test_anything_else_is_opaque():
    """An object is its type's name and the start of its repr, and equals no plain value."""
    copy = to_plain(object())
    assert isinstance(copy, Opaque)
    assert copy.type == "object"
    assert to_plain({"a": [len]})["a"][0].text == "<built-in function len>"


def test_a_repr_that_raises_does_no_harm():
    """An object whose repr raises is shown by its type."""
    assert to_plain(Shy()) == Opaque(type="Shy", text="<Shy object>")


def test_a_long_repr_is_cut():
    """At most REPR characters of a repr are kept."""

    class Wordy:
        def __repr__(self):
            return "x" * 10_000

    assert len(to_plain(Wordy()).text) == REPR


def test_a_value_that_holds_itself_ends():
    """A cycle is cut at DEPTH levels."""
    loop = []
    loop.append(loop)
    copy, depth = to_plain(loop), 0
    while isinstance(copy, list):
        copy, depth = copy[0], depth + 1
    assert depth == DEPTH


def test_a_value_that_doubles_at_each_level_ends():
    """What grows without end is cut after ITEMS items."""
    value = []
    for _ in range(40):
        value = [value, value]

    def count(item):
        return 1 + sum(map(count, item)) if isinstance(item, list) else 1

    assert count(to_plain(value)) <= 2 * ITEMS + DEPTH * 2


@pytest.mark.parametrize("make", [list, tuple, set, dict.fromkeys, lambda numbers: [*numbers, []]])
def test_many_items_are_cut(make):
    """Of ITEMS all are kept; of more, no more than ITEMS, and the rest is one opaque item that equals nothing."""
    assert to_plain(make(range(ITEMS - 1))) == make(range(ITEMS - 1))
    cut = list(to_plain(make(range(2 * ITEMS))))
    assert len(cut) == ITEMS + 1
    assert [type(item) for item in cut if type(item) not in (int, list)] == [Opaque]


def test_what_cannot_stand_in_a_set_becomes_opaque():
    """A hashable object of the learner's in a set or as a key is opaque, and still a member."""

    class Tag:
        pass

    (member,) = to_plain({Tag()})
    assert member.type == "Tag"
    assert [key.type for key in to_plain({Tag(): 1})] == ["Tag"]
