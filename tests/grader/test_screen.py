"""Lines are as wide as they look, and break where they may."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from grader.screen import Screen, between, padded, screen_for, wrapped


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 20, ["one two three"]),
        ("one two three", 10, ["one two", "three"]),
        ("一二三四五六七", 10, ["一二三四五", "六七"]),
        ("一二三四五，六", 10, ["一二三四", "五，六"]),
        ("a " + "x" * 25, 10, ["a", "x" * 10, "x" * 10, "x" * 5]),
        ("", 10, [""]),
        ("one\ntwo", 10, ["one two"]),
    ],
    ids=["fits", "words", "Chinese", "no comma at the start", "a long word", "nothing", "lines"],
)
def test_text_is_wrapped(text, width, lines):
    """Between words, and between Chinese characters but not before punctuation."""
    assert wrapped(text, width) == lines
    assert all(cell_len(line) <= width for line in lines)


def test_nothing_is_lost():
    """But for blanks at the breaks, all of the text is there."""
    text = "concurrency.py:16 等完一个，才启动下一个。 `await` each"
    assert "".join(wrapped(text, 12)).replace(" ", "") == text.replace(" ", "")


def test_columns_are_counted_by_cells():
    """A Chinese character fills two."""
    assert padded("用时", 6) == "用时  "
    assert between("左", "右", 8) == "左    右"
    assert between("left", "right", 10) == "left"


@pytest.mark.parametrize(
    ("encoding", "unicode"),
    [("utf-8", True), ("ascii", False), ("cp1252", False), (None, False), ("nonsense", False)],
)
def test_what_a_stream_can_show(encoding, unicode):
    """Signs beyond ASCII only where all of ours can be written."""
    assert screen_for(80, encoding) == Screen(width=80, unicode=unicode)
