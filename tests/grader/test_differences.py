"""Of two values that are not alike, what differs is shown."""

from __future__ import annotations

import pytest

from grader.differences import LONGEST, Shown, difference, same_in_another_order, shorten


def test_a_short_value_is_shown_whole():
    """Up to the limit nothing is cut."""
    text = "x" * (LONGEST - 2)
    assert shorten(text, "y") == repr(text)


def test_a_long_value_is_cut_around_the_difference():
    """Of a thousand numbers, those around the first that differs are shown."""
    seen, expected = list(range(1000)), [*range(500), 7, *range(501, 1000)]
    shown, wanted = shorten(seen, expected), shorten(expected, seen)
    assert "498, 499, 500, 501, 502" in shown
    assert "498, 499, 7, 501, 502" in wanted
    for cut in (shown, wanted):
        assert (cut[0], cut[-1], len(cut)) == ("…", "…", LONGEST + 2)


def test_a_difference_at_the_start_keeps_the_start():
    """Only the end is cut off."""
    cut = shorten("a" * 500, "b" * 500)
    assert cut == "'" + "a" * (LONGEST - 1) + "…"


@pytest.mark.parametrize(
    ("seen", "expected", "end"),
    [
        (list(range(300)), list(range(301)), "298, 299]"),
        (int("1" * 300), int("1" * 299), "1"),
        ("a" * 300, "a" * 299, "a'"),
    ],
)
def test_a_difference_at_the_end_keeps_the_end(seen, expected, end):
    """Where one is only longer than the other, the end is what differs."""
    cut = shorten(seen, expected)
    assert cut.startswith("…")
    assert cut.endswith(end)
    assert len(cut) == LONGEST + 1


def test_another_order_is_told_by_its_first_place():
    """Two lists of the same things differ first somewhere."""
    assert same_in_another_order([1, 3, 2], [1, 2, 3]) == Shown(number=2, seen="3", expected="2")
    assert same_in_another_order((2, 1), [1, 2]) == Shown(number=1, seen="2", expected="1")


@pytest.mark.parametrize(("seen", "expected"), [([1, 2], [1, 3]), ([1], [1, 1]), ("ab", "ba"), ([1], [1])])
def test_other_things_are_no_order(seen, expected):
    """Only lists that hold the same, as often, are in another order."""
    assert same_in_another_order(seen, expected) is None


@pytest.mark.parametrize(
    ("seen", "expected", "shown"),
    [
        ([*range(8), 7], range(9), Shown(number=9, seen="7", expected="8")),
        (range(9), range(8), Shown(number=9, seen="8", expected="")),
        (range(8), range(9), Shown(number=9, seen="", expected="8")),
    ],
    ids=["another", "one too many", "one missing"],
)
def test_in_a_long_list_the_place_is_told(seen, expected, shown):
    """The eye does not find it among many."""
    assert difference(list(seen), list(expected)) == shown


def test_in_a_short_list_the_eye_finds_it():
    """A row more would only be in the way; and what is long itself is not quoted again."""
    assert difference([1, 2], [1, 3]) is None
    assert difference(["x" * 50] * 9, ["y"] * 9) is None
    assert difference("abcdefgh", "abcdefgi") is None
