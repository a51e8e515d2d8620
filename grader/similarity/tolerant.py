"""Reads a program that need not be one: what of a text is Python, in spite of slips in it. Pure; nothing is run.

A text that is not Python is cut into what begins at its left margin, so that a slip in one function hides none of the
others; and a part is read without the lines at which Python stops, where there are few.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

MAX_REPAIRS = 20
"""Lines of a file that are passed over, if they keep the rest from being read as Python."""
_SOUND_LINES = 4
"""So many lines must be sound for each that is passed over."""

_GOES_ON = re.compile(r"[ \t)\]}#]|$|(?:elif|else|except|finally)\b")
"""How a line begins that does not begin a part of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file, or one of its parts where the file as a whole is no Python."""

    text: str
    line: int
    """Of the file, from 1 on, at which the part begins."""
    tree: ast.Module | None
    """What it says; None where it is no Python."""


def lines_of(source: bytes) -> list[str]:
    """The lines of a file as Python counts them, whatever bytes stand in it."""
    text = source.decode("utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def parts_of(text: str) -> list[Part]:
    """A file as one part, if it is Python, and else as many, of which each that can be read is read."""
    whole = _read(text)
    if isinstance(whole, ast.Module):
        return [Part(text=text, line=1, tree=whole)]
    parts: list[Part] = []
    repairs = MAX_REPAIRS
    for line, part in _split(text):
        tree, used = _mended(part, min(repairs, part.count("\n") // _SOUND_LINES))
        repairs -= used
        if tree is None and parts and parts[-1].tree is None:
            before = parts.pop()
            line, part = before.line, f"{before.text}\n{part}"  # noqa: PLW2901  (they are one text without Python)
        parts.append(Part(text=part, line=line, tree=tree))
    return parts


def _mended(text: str, repairs: int) -> tuple[ast.Module | None, int]:
    """What a text says without the lines at which Python stops, and how many those are; None if too many."""
    lines = text.split("\n")
    for used in range(repairs + 1):
        found = _read("\n".join(lines))
        if isinstance(found, ast.Module):
            return found, used
        if not 1 <= found <= len(lines):
            return None, used
        line = lines[found - 1]
        lines[found - 1] = line[: len(line) - len(line.lstrip())] + "pass"
    return None, repairs


def _read(text: str) -> ast.Module | int:
    """A text as Python, or the line at which that ends; 0 where no line is to blame."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a stranger's "\d"
            return ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 0
    except (ValueError, RecursionError, MemoryError):
        return 0


def _split(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of the parts of a file: what begins at the left margin, each with its decorators."""
    start, part, decorated = 1, list[str](), False
    for number, line in enumerate(text.split("\n"), 1):
        begins = not _GOES_ON.match(line)
        if begins and not decorated and part:
            yield start, "\n".join(part)
            start, part = number, []
        part.append(line)
        if begins:
            decorated = line.startswith("@")
    yield start, "\n".join(part)
