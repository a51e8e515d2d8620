"""Draws a timeline with characters: what was seen on the left, what was expected on the right. Pure."""

from __future__ import annotations

from rich.cells import cell_len

from grader.screen import padded
from grader.timelines import Kind, Lane, Timeline

UNICODE: dict[Kind | None, str] = {Kind.WAITING: "█", Kind.RUNNING: "█", Kind.BLOCKED: "▓", None: "░"}
ASCII: dict[Kind | None, str] = {Kind.WAITING: "#", Kind.RUNNING: "#", Kind.BLOCKED: "X", None: "."}
WIDEST = 28
"""Columns of the longest lane; more would not be clearer."""
NARROWEST = 8


def draw(timeline: Timeline, expected: str, *, width: int, unicode: bool) -> list[str]:
    """A line for each lane, at most `width` columns wide; `expected` is the word above the right half.

    Nothing where there is no room.
    """
    end = max((span.end for lane in timeline.seen for span in lane.spans), default=0.0)
    if not end:
        return []
    names = max(cell_len(lane.name) for lane in timeline.seen)
    share = max((lane.length for lane in timeline.expected), default=0.0) / end
    between = cell_len(expected) + 6 if timeline.expected else 0
    columns = min(WIDEST, int((width - names - 2 - between) / (1 + share)))
    if columns < NARROWEST:
        return []
    marks, lines = UNICODE if unicode else ASCII, []
    for number, lane in enumerate(timeline.seen):
        line = f"{padded(lane.name, names)}  {_bar(lane, end, columns, marks)}"
        if number < len(timeline.expected):
            word = expected if number == 0 else ""
            aside = _bar(timeline.expected[number], end, columns, marks).rstrip(marks[None])
            line += f"    {padded(word, between - 6)}  {aside}"
        lines.append(line)
    return lines


def _bar(lane: Lane, end: float, columns: int, marks: dict[Kind | None, str]) -> str:
    cells: list[str] = [marks[None]] * columns
    for span in lane.spans:
        start = min(round(span.start / end * columns), columns - 1)
        for column in range(start, max(start + 1, round(span.end / end * columns))):
            cells[column] = marks[span.kind]
    return "".join(cells)
