"""A timeline is drawn to scale, with what was seen beside what was expected."""

from __future__ import annotations

from rich.cells import cell_len

from grader.lane_drawing import draw
from grader.timelines import Kind, Lane, Span, Timeline


def lane(name: str, start: float, end: float, kind: Kind = Kind.WAITING) -> Lane:
    """A task that did one thing."""
    return Lane(name=name, spans=(Span(start=start, end=end, kind=kind),))


SEEN = (lane("job 1", 0, 1), lane("job 2", 1, 3), lane("job 3", 3, 7))
EXPECTED = (lane("job 1", 0, 1), lane("job 2", 0, 2), lane("job 3", 0, 4))


def test_seen_and_expected_stand_side_by_side():
    """Both have the same scale."""
    assert draw(Timeline(seen=SEEN, expected=EXPECTED), "expected", width=70, unicode=True) == [
        "job 1  ████░░░░░░░░░░░░░░░░░░░░░░░░    expected  ████",
        "job 2  ░░░░████████░░░░░░░░░░░░░░░░              ████████",
        "job 3  ░░░░░░░░░░░░████████████████              ████████████████",
    ]


def test_plain_signs():
    """Blocked and waiting differ in ASCII too."""
    seen = (lane("a", 0, 1, Kind.BLOCKED), lane("b", 0, 2))
    assert draw(Timeline(seen=seen), "", width=20, unicode=False) == [
        "a  XXXXXXXX.........",
        "b  #################",
    ]


def test_it_keeps_to_the_width():
    """Narrower as long as something can be seen, and then not at all."""
    timeline = Timeline(seen=SEEN, expected=EXPECTED)
    for width in range(10, 90):
        assert all(cell_len(line) <= width for line in draw(timeline, "应该是", width=width, unicode=True))
    assert draw(timeline, "expected", width=20, unicode=True) == []
    assert draw(Timeline(seen=()), "expected", width=80, unicode=True) == []


def test_a_short_stretch_is_seen():
    """However short, it fills a column."""
    seen = (lane("a", 0, 0.001), lane("b", 0, 100))
    assert "█" in draw(Timeline(seen=seen), "", width=40, unicode=True)[0]
