"""The table of what is read first: every wrong program of every exercise, its cause and headline in both languages.

It is kept beside the specs, so that a change of words shows in a review, and can be read from top to bottom. Judging
the programs is the business of `grader.authoring`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from grader.exercises import Exercise
from grader.explaining import headline_of
from grader.language import Language, Sentence, Words, words
from grader.results import CheckResult

_ABOUT = """\
# Headlines

The first line that the author of each wrong program would read. Written by `grader validate --headlines FILE`; a test
holds it against the programs. Three dots stand for what differs from run to run.
"""
_ROW = re.compile(r"^\| `(?P<program>[^`]+)` \| (?P<cause>\w+) \| (?P<english>.+) \| (?P<chinese>.+) \|$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What a wrong program leads to."""

    exercise: str
    program: str
    """The name of its file."""
    cause: str
    english: str
    chinese: str


def headline(exercise: Exercise, program: str, check: CheckResult, declared: str) -> Headline:
    """The headline of a program; `declared` is what it says of itself, with dots where that differs between runs."""
    chinese, varies = words(Language.CHINESE, exercise.chinese), "..." in declared
    if varies and check.diagnosis is not None:
        check = replace(
            check, diagnosis=replace(check.diagnosis, headline=_fixed(check.diagnosis.headline, declared))
        )
    return Headline(
        exercise=exercise.slug,
        program=program,
        cause=check.diagnosis.cause if check.diagnosis else "",
        english=declared if varies else headline_of(check, Words()),
        chinese=headline_of(check, chinese),
    )


def _fixed(said: Sentence, declared: str) -> Sentence:
    """A sentence with dots for each value that is not declared."""
    values = {name: value if str(value) in declared else "..." for name, value in said.values.items()}
    return Sentence(said.template, values)


def table(headlines: Iterable[Headline]) -> str:
    """The table as Markdown, an exercise after the other."""
    lines = [_ABOUT]
    for slug, rows in groupby(headlines, lambda row: row.exercise):
        lines += [f"## {slug}", "", "| program | cause | English | 中文 |", "|---|---|---|---|"]
        lines += [
            f"| `{row.program}` | {row.cause} | {_cell(row.english)} | {_cell(row.chinese)} |" for row in rows
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def read(text: str) -> Iterator[Headline]:
    """The headlines of a table."""
    exercise = ""
    for line in text.splitlines():
        exercise = line[3:] if line.startswith("## ") else exercise
        row = _ROW.match(line)
        if row:
            cells = {name: cell.replace("\\|", "|") for name, cell in row.groupdict().items()}
            yield Headline(exercise=exercise, **cells)
