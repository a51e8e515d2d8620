"""The formats of `grader report`: which files each makes of a gradebook. What is in a file is said by its module."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from grader import __version__
from grader.errors import UsageError
from grader.gradebook import Gradebook, Row
from grader.language import Language
from grader.reports import (
    canvas,
    class_page,
    classroom50,
    csv,
    ctrf,
    flags,
    github,
    gradescope,
    junit,
    learner_page,
    markdown,
)
from grader.reports.output import Text, file_name

Files = Iterator[tuple[str, Text]]
"""(relative name, text) of each file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A rendering that can be asked for."""

    name: str
    files: str
    """What it writes, for the help."""
    whole: Callable[[Gradebook, Language], Files] | None = None
    """Renders a class. The language is that of whoever asks."""
    each: Callable[[Gradebook, Row, Language], Files] | None = None
    """Renders one learner, in their own language where it is known; for a format with files for each of them."""
    each_as: tuple[str, ...] = ()
    """The names of the files for each learner, with a star where the learner's name stands."""
    notices: Callable[[Gradebook], Iterable[str]] | None = None
    """What is not in the files, a line each, though somebody may look for it."""
    usual: bool = False
    """Whether `grader grade` writes it."""

    def render(self, book: Gradebook, language: Language) -> Files:
        """All the files of a class."""
        if self.whole is not None:
            yield from self.whole(book, language)
        if self.each is not None:
            for row in book.rows():
                yield from self.each(book, row, language)


def _csv(book: Gradebook, language: Language) -> Files:
    yield "gradebook.csv", csv.render(book)


def _flags(book: Gradebook, language: Language) -> Files:
    yield "flags.md", flags.render(book)


def _feedback(book: Gradebook, row: Row, language: Language) -> Files:
    own = Language(row.person.language) if row.person and row.person.language else language
    name = f"feedback/{file_name(row.learner)}"
    yield f"{name}.html", learner_page.render(book, row, own)
    yield f"{name}.md", markdown.render(book, row, own)


def _class(book: Gradebook, language: Language) -> Files:
    yield "index.html", class_page.render(book, language=language, link=_page_of)


def _page_of(learner: str) -> str:
    return quote(f"feedback/{file_name(learner)}.html")


def _canvas(book: Gradebook, language: Language) -> Files:
    yield "canvas.csv", canvas.render(book)


def _junit(book: Gradebook, language: Language) -> Files:
    yield "junit.xml", junit.render(book)


def _ctrf(book: Gradebook, language: Language) -> Files:
    yield "ctrf.json", ctrf.render(book, version=__version__)


def _gradescope(book: Gradebook, row: Row, language: Language) -> Files:
    yield f"gradescope/{file_name(row.learner)}.json", gradescope.render(book, row, language=language)


def _classroom50(book: Gradebook, row: Row, language: Language) -> Files:
    text = classroom50.render(book, row)
    if text is not None:
        yield f"classroom50/{file_name(row.learner)}.json", text


def _github(book: Gradebook, language: Language) -> Files:
    yield "github/summary.md", github.summary(book, language=language)
    yield "github/annotations.txt", "".join(f"{one}\n" for one in github.annotations(book, language=language))


FORMATS = (
    Format(name="html", files="index.html", whole=_class, usual=True),
    Format(name="csv", files="gradebook.csv", whole=_csv, usual=True),
    Format(name="flags", files="flags.md", whole=_flags, usual=True),
    Format(
        name="feedback",
        files="feedback/LEARNER.html and .md",
        each=_feedback,
        usual=True,
        each_as=("feedback/*.html", "feedback/*.md"),
    ),
    Format(name="canvas", files="canvas.csv", whole=_canvas, notices=canvas.left_out),
    Format(name="junit", files="junit.xml", whole=_junit),
    Format(name="ctrf", files="ctrf.json", whole=_ctrf),
    Format(
        name="gradescope", files="gradescope/LEARNER.json", each=_gradescope, each_as=("gradescope/*.json",)
    ),
    Format(
        name="classroom50",
        files="classroom50/LEARNER.json",
        each=_classroom50,
        each_as=("classroom50/*.json",),
    ),
    Format(name="github", files="github/summary.md and annotations.txt", whole=_github),
)
USUAL = tuple(one for one in FORMATS if one.usual)


def pick(names: tuple[str, ...]) -> tuple[Format, ...]:
    """The formats of these names, each once; the usual ones where there is none. Raises UsageError."""
    known = {one.name: one for one in FORMATS}
    for name in names:
        if name not in known:
            raise UsageError(f"there is no format {name!r}; there are {', '.join(known)}")
    return tuple(known[name] for name in dict.fromkeys(names)) or USUAL
