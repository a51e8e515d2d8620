"""Draws a timeline as an SVG picture: a file that stands for itself, or a part of a page that lends it its style. Pure.

There is no script in it, no font, and no file beside it. It can be read aloud (title and description) and on a dark
page. The drawing in characters is `grader.lane_drawing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from grader.timelines import Kind, Lane, Timeline

_LANE, _BAR, _MARGIN, _FONT = 24, 16, 16, 13
"""Heights of a lane and of a bar in it, the margin around all and the size of the letters, in pixels."""
_CHART, _NARROW = 480, 300
"""Width of the seconds, in pixels: in a file, and on a page, which a phone must show too."""
_SIGN = 9
"""Width of a letter, about; a Chinese one takes two."""
_STEPS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 600, 3600)
"""Seconds between two lines of the grid."""
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.grid { stroke: #d0d7de }
.waiting { fill: #2f6fd0 }
.blocked { fill: #c6372f }
.expected { fill: #2c8a4b }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .grid { stroke: #3d444d }
  .waiting { fill: #6ea8fe }
  .blocked { fill: #ff7b72 }
  .expected { fill: #56d364 }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWords:
    """What is written in a picture."""

    title: str
    seen: str
    expected: str
    waiting: str
    blocked: str
    seconds: str


def picture(timeline: Timeline, words: PictureWords) -> str:
    """An SVG document: the lanes that were seen, below them those that were expected."""
    title = _label(_MARGIN, _MARGIN + _FONT, words.title)
    return _drawn(timeline, words, "", _CHART, (f"<style>{_STYLE}</style>", title))


def inline(timeline: Timeline, words: PictureWords, name: str) -> str:
    """The same as a part of an HTML page, whose style it obeys; its ids begin with `name`.

    The page has colours for `.timeline text` and the classes `grid`, `waiting`, `blocked` and `expected` in it. The
    title is only read aloud.
    """
    return _drawn(timeline, words, f"{name}-", _NARROW, ())


def _drawn(timeline: Timeline, words: PictureWords, prefix: str, chart: int, above: tuple[str, ...]) -> str:
    groups = [(words.seen, timeline.seen, False)]
    if timeline.expected:
        groups.append((words.expected, timeline.expected, True))
    lanes = [*timeline.seen, *timeline.expected]
    end = max((span.end for lane in lanes for span in lane.spans), default=0.0) or 1.0
    named = [8 + _SIGN * _width(lane.name) for lane in lanes] + [
        _SIGN * _width(label) for label, *_ in groups
    ]
    left = _MARGIN + 4 + max(named)
    body: list[str] = []
    begin = top = 2 * _MARGIN + _FONT if above else 4
    scale = _Scale(end, left, chart)
    for label, group, expected in groups:
        body += _group(label, group, scale, top, words.seconds, expected=expected)
        top += _LANE * (len(group) + 1)
    height = top + 3 * _LANE
    width = max(left + chart + 2 * _MARGIN, (2 * _MARGIN + _SIGN * _width(words.title)) if above else 0)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" class="timeline" role="img" aria-labelledby="{prefix}title {prefix}desc">',
            f'<title id="{prefix}title">{_text(words.title)}</title>',
            f'<desc id="{prefix}desc">{_text(_described(groups, words))}</desc>',
            *above,
            *_grid(scale, begin, top, words.seconds),
            *body,
            *_legend(timeline, words, left, top + 2 * _LANE),
            "</svg>\n",
        ]
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where the seconds lie."""

    end: float
    left: int
    chart: int

    def x(self, seconds: float) -> float:
        """The place of a moment."""
        return self.left + round(seconds / self.end * self.chart, 2)


def _group(
    label: str, lanes: tuple[Lane, ...], scale: _Scale, top: int, unit: str, *, expected: bool
) -> Iterator[str]:
    yield _label(_MARGIN, top + _FONT, label)
    for number, lane in enumerate(lanes, 1):
        y = top + number * _LANE
        yield _label(_MARGIN + 8, y + _FONT, lane.name)
        for span in lane.spans:
            kind = "blocked" if span.kind is Kind.BLOCKED else "expected" if expected else "waiting"
            x = scale.x(span.start)
            width = max(scale.x(span.end) - x, 1)
            said = _text(f"{lane.name}: {span.start:g}–{span.end:g} {unit}")
            yield (
                f'<rect class="{kind}" x="{x:g}" y="{y}" width="{width:g}" height="{_BAR}" rx="3">'
                f"<title>{said}</title></rect>"
            )


def _grid(scale: _Scale, top: int, bottom: int, unit: str) -> Iterator[str]:
    """Lines at round seconds, with their numbers."""
    step = next((step for step in _STEPS if scale.end / step <= 12), scale.end)
    for number in range(int(scale.end / step + 1e-9) + 1):
        x = scale.x(number * step)
        yield f'<line class="grid" x1="{x:g}" y1="{top}" x2="{x:g}" y2="{bottom}"/>'
        yield _label(x, bottom + _FONT + 2, f"{number * step:g}", anchor="middle")
    yield _label(scale.left + scale.chart, bottom + 2 * _FONT + 4, unit, anchor="end")


def _legend(timeline: Timeline, words: PictureWords, left: int, top: int) -> Iterator[str]:
    kinds = [("waiting", words.waiting)]
    if any(span.kind is Kind.BLOCKED for lane in timeline.seen for span in lane.spans):
        kinds.append(("blocked", words.blocked))
    x = left
    for kind, word in kinds:
        yield f'<rect class="{kind}" x="{x}" y="{top - _FONT + 2}" width="12" height="12" rx="3"/>'
        yield _label(x + 18, top, word)
        x += 36 + _SIGN * _width(word)


def _described(groups: list[tuple[str, tuple[Lane, ...], bool]], words: PictureWords) -> str:
    """The same as a text."""
    return " ".join(
        f"{label}: "
        + "; ".join(
            f"{lane.name} " + ", ".join(f"{s.start:g}–{s.end:g}" for s in lane.spans) for lane in lanes
        )
        + f" ({words.seconds})."
        for label, lanes, _ in groups
    )


def _label(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{_text(text)}</text>'


def _text(text: str) -> str:
    """Text for XML, in which some control characters may not even be written as entities."""
    return escape("".join(sign if sign >= " " or sign in "\n\t" else "\ufffd" for sign in text))


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
