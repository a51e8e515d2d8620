"""Text that others wrote, with what would steer a terminal, turn a line round or be no text at all written out.

How long a text may be, and whether a name may hold such things, is for whoever takes it.
"""

from __future__ import annotations

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_LINE_ENDS = (0x2028, 0x2029)
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_HALVES = range(0xD800, 0xE000)
"""Halves of a character, which no encoding of text can carry."""
_ESCAPES = {
    code: chr(code).encode("unicode_escape").decode()
    for code in (*_CONTROLS, *_LINE_ENDS, *_TURNING, *_HALVES)
}
_ESCAPES_WITHIN_LINES = {code: escape for code, escape in _ESCAPES.items() if chr(code) not in "\n\t"}


def is_printable(text: str) -> bool:
    """Whether a text is free of control characters, line ends, marks of direction and halves of characters."""
    return text.isprintable() or not any(map(_ESCAPES.__contains__, map(ord, text)))


def printable(text: str, *, lines: bool = False) -> str:
    """The text with all of these written as escapes; with `lines`, it keeps its lines and tabs."""
    return text if text.isprintable() else text.translate(_ESCAPES_WITHIN_LINES if lines else _ESCAPES)
