"""The hints of an exercise: the folded parts below each task of its README. Pure, but for reading the file.

How many of them a learner has seen is kept by `grader.progress`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from grader.exercises import Exercise
from grader.language import Language, Words
from grader.screen import wrapped

_NAMES = {Language.ENGLISH: "README.md", Language.CHINESE: "README.zh.md"}
_SECTION = re.compile(r"^## +(?:(?P<number>\d+)\. )?", re.MULTILINE)
_DETAILS = re.compile(r"<details>\s*<summary>(?P<title>.*?)</summary>(?P<text>.*?)</details>", re.DOTALL)
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_AS_IT_IS = re.compile(r"\s|[-*|>]|\d+\. ")
_CHINESE_END = re.compile(r"([\u2e80-\u9fff\uff00-\uffef])\n(?=[\u2e80-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: what it is about, and what it says (Markdown)."""

    title: str
    text: str

    def lines(self, width: int) -> list[str]:
        """What it says in lines of at most `width` columns; code and lists stay as they are."""
        lines: list[str] = []
        for block in _blocks(self.text):
            as_it_is = block.startswith("```") or any(map(_AS_IT_IS.match, block.splitlines()))
            lines += ["", *(block.splitlines() if as_it_is else wrapped(_joined(block), width))]
        return lines[1:]


def _blocks(markdown: str) -> Iterator[str]:
    """Its paragraphs, and its blocks of code as one each."""
    for piece in _FENCED.split(markdown):
        yield from [piece] if piece.startswith("```") else filter(str.strip, piece.strip("\n").split("\n\n"))


def _joined(block: str) -> str:
    """A paragraph in one line; between Chinese characters a line's end is no blank."""
    return " ".join(_CHINESE_END.sub(r"\1", block).split())


def readme_of(exercise: Exercise, language: Language) -> Path:
    """The README in a language; the English one where there is no other."""
    wanted = exercise.folder / _NAMES[language]
    return wanted if wanted.is_file() else exercise.folder / _NAMES[Language.ENGLISH]


def hints_of(exercise: Exercise, task: int, said: Words) -> tuple[Hint, ...]:
    """The hints of a task, from a nudge to nearly the answer; where the README has none, that of `exercise.toml`."""
    try:
        text = readme_of(exercise, said.language).read_text("utf-8-sig", "replace")
    except OSError:
        text = ""
    found = hints_in(text, task)
    info = exercise.info.tasks[task - 1]
    nudge = said.chosen(info.hint, info.hint_zh)
    return found or ((Hint("", nudge),) if nudge else ())


def hints_in(readme: str, task: int) -> tuple[Hint, ...]:
    """The folded parts of the section `## N. …` of a README."""
    starts = [*_SECTION.finditer(readme)]
    ends = [*(start.start() for start in starts[1:]), len(readme)]
    return tuple(
        Hint(unescape(" ".join(found["title"].split())), unescape(found["text"].strip()))
        for start, end in zip(starts, ends, strict=True)
        if start["number"] == str(task)
        for found in _DETAILS.finditer(readme, start.end(), end)
    )
