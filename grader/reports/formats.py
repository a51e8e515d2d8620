"""The formats of `grader report`: which files each makes of a gradebook. What is in a file is said by its module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.language import Language
from grader.reports import csv, flags, markdown
from grader.reports.output import Text, file_name

Files = Iterator[tuple[str, Text]]
"""(relative name, text) of each file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A rendering that can be asked for."""

    name: str
    files: str
    """What it writes, for the help."""
    render: Callable[[Gradebook, Language], Files]
    """The language is that of whoever asks; a learner's page speaks the learner's."""
    usual: bool = False
    """Whether `grader grade` writes it."""


def _csv(book: Gradebook, language: Language) -> Files:
    yield "gradebook.csv", csv.render(book)


def _flags(book: Gradebook, language: Language) -> Files:
    yield "flags.md", flags.render(book)


def _feedback(book: Gradebook, language: Language) -> Files:
    for learner in book.learners:
        yield f"feedback/{file_name(learner)}.md", markdown.render(book, learner)


FORMATS = (
    Format(name="csv", files="gradebook.csv", render=_csv, usual=True),
    Format(name="flags", files="flags.md", render=_flags, usual=True),
    Format(name="feedback", files="feedback/LEARNER.md", render=_feedback, usual=True),
)
USUAL = tuple(one for one in FORMATS if one.usual)


def pick(names: tuple[str, ...]) -> tuple[Format, ...]:
    """The formats of these names, each once; the usual ones where there is none. Raises UsageError."""
    known = {one.name: one for one in FORMATS}
    for name in names:
        if name not in known:
            raise UsageError(f"there is no format {name!r}; there are {', '.join(known)}")
    return tuple(known[name] for name in dict.fromkeys(names)) or USUAL
