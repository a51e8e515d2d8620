"""Charts as SVG, by the library leather; the page's style gives them its colours, so that dark and print work. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import leather
from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 720, 260


def columns(bars: Sequence[tuple[str, int]], *, title: str, described: str, x: str, y: str) -> Markup:
    """A column for each (name, count); `described` says the same in words, for whoever cannot see it."""
    chart = leather.Chart()
    chart.add_columns(list(bars))
    chart.add_x_axis(name=x)
    chart.add_y_axis(name=y, ticks=_ticks(max((count for _, count in bars), default=0)))
    picture = chart.to_svg(width=_WIDTH, height=_HEIGHT)
    body = picture[picture.index(">") + 1 :]
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}"><desc>{}</desc>{}'
    ).format(_WIDTH, _HEIGHT, escape(title), escape(described), Markup(body))


def _ticks(most: int) -> list[int]:
    """A few whole numbers from 0 to `most`, or a little beyond."""
    step = next(
        size for power in range(9) for size in (10**power, 2 * 10**power, 5 * 10**power) if most <= 5 * size
    )
    return list(range(0, most + step, step))
