"""Text for a screen: how wide it is, where a line is broken, and what a plain one can show. Pure.

A Chinese character takes two columns. What the lines say is the business of `grader.feedback`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rich.cells import cell_len

_PIECE = re.compile(
    r"[\u2e80-\u9fff\uff00-\uffef][，。、；：？！）》」”]*|[^\s\u2e80-\u9fff\uff00-\uffef]+[，。、；：？！）》」”]*|\s+"
)
"""What is never broken: a word, or a Chinese character and the punctuation that must not begin a line."""


class Tone(StrEnum):
    """What a line is, for whoever colours it."""

    TITLE = "title"
    HEADLINE = "headline"
    SOURCE = "source"
    DIM = "dim"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a feedback."""

    text: str
    tone: Tone = Tone.PLAIN

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What the lines are made for: so many columns, and whether it shows more than ASCII."""

    width: int = 80
    unicode: bool = True

    @property
    def cross(self) -> str:
        """Before a task that is to do."""
        return "✗" if self.unicode else "x"

    @property
    def tick(self) -> str:
        """Before a task that is done."""
        return "✓" if self.unicode else "+"

    @property
    def bar(self) -> str:
        """Before a line of the learner's."""
        return "│" if self.unicode else "|"

    @property
    def dot(self) -> str:
        """Between two things that stand side by side."""
        return "·" if self.unicode else "-"

    def plain(self, text: str) -> str:
        """`text` with what the grader itself writes in signs beyond ASCII, where the screen cannot show them."""
        return text if self.unicode else text.replace("…", "...")


def screen_for(width: int, encoding: str | None) -> Screen:
    """A screen of `width` columns whose stream has this encoding."""
    try:
        "✗✓█░│…·".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Screen(width=width, unicode=False)
    return Screen(width=width)


def padded(text: str, width: int) -> str:
    """`text` filled up with blanks to so many columns."""
    return text + " " * (width - cell_len(text))


def between(left: str, right: str, width: int) -> str:
    """`left` and, where there is room for it, `right` at the end of the line."""
    room = width - cell_len(left) - cell_len(right)
    return left + " " * room + right if right and room >= 2 else left


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns; a word that is longer is cut into pieces."""
    flat = " ".join(text.splitlines())
    if cell_len(flat) <= width:  # most texts fit
        return [flat.strip()]
    lines, line, used = [], "", 0
    for piece in _pieces(text, max(width, 10)):
        size = cell_len(piece)
        if used + size > max(width, 10) and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not piece.isspace():
            line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, width: int) -> list[str]:
    pieces = []
    for piece in _PIECE.findall(" ".join(text.splitlines())):
        left = piece
        while cell_len(left) > width:
            pieces.append(_head(left, width))
            left = left[len(pieces[-1]) :]
        pieces.append(left)
    return pieces


def _head(text: str, width: int) -> str:
    """As many of the first characters as fit."""
    used = 0
    for number, sign in enumerate(text):
        used += cell_len(sign)
        if used > width:
            return text[: max(number, 1)]
    return text
