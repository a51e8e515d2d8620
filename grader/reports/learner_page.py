"""One learner's feedback as an HTML page that opens from the disk: their points, and task by task what happened.

What is told is put together in `grader.reports.account` and `grader.explaining`; here it is only given its place. The
look is in `templates/learner.html`. Whatever comes from a submission is escaped there, so that it stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from grader.causes import Label
from grader.exercises import ExerciseInfo
from grader.explaining import EXPECTED, HINT, IT_PRINTED, TRACEBACK, Explanation, cut, explain
from grader.gradebook import Gradebook, Row
from grader.language import Language, Words, say
from grader.reports.account import NO_PROOF, ExerciseAccount, account_of, summary_of
from grader.reports.pages import page
from grader.reports.svg import PictureWords, inline
from grader.results import CheckResult
from grader.timelines import Timeline

LONGEST_HEADLINE = 90
"""Signs of a headline that is easy to read; values in a longer one are shown below each other."""
_VALUES = frozenset({Label.GAVE, Label.PRINTED, Label.SAW})
_TICKED = re.compile(r"(?<![A-Za-z0-9_'\\])`([^`\n]+)`(?![A-Za-z0-9_'])")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    """An explanation, and how this page shows it."""

    said: Explanation
    picture: Markup | None
    values: frozenset[Label]
    """The rows that hold a value to the letter."""

    @property
    def line(self) -> str:
        """The learner's line, where nothing else quotes it, and the caret below it."""
        said = self.said
        if said.caret:
            before = "".join(map(_blank, said.source[: said.caret - 1]))
            return f"{said.source}\n{before}^"
        told = f"`{said.source}`" in said.headline or any(row.source == said.source for row in said.rows)
        return "" if told else cut(said.source)

    @property
    def frames(self) -> bool:
        """Whether the traceback says more than the line alone."""
        return len(self.said.frames) > 1


@dataclass(frozen=True, slots=True)
class _Exercise:
    """An exercise on the page: its row of the overview, and what is told of it."""

    row: Markup
    section: Markup


def render(book: Gradebook, row: Row, language: Language) -> str:
    """The text of `feedback/LEARNER.html`; `row` is the learner's, of `book`."""
    own, exercises = book.words(language, ""), []
    for info, entry in zip(book.exercises, row.entries, strict=True):
        words = book.words(language, info.id)
        account = account_of(info, entry, words)
        quotes = _quotes(account, info, words)
        exercises.append(_shown(account, quotes, words) if quotes else _plain(account, words))
    text = page(
        "learner.html", own, summary=summary_of(book, row, own), exercises=exercises, text=_texts(own)
    )
    return _SURROGATE.sub("\ufffd", text)  # no file can hold one


def ticked(text: str) -> Markup:
    """`text` as HTML, with what stands between backticks as code."""
    escaped = str(escape(text))
    return Markup(_TICKED.sub(r"<code>\1</code>", escaped) if "`" in escaped else escaped)


@lru_cache(maxsize=1024)
def _plain(account: ExerciseAccount, words: Words) -> _Exercise:
    """An exercise in which nothing failed: a class has few different ones."""
    return _shown(account, {}, words)


def _shown(account: ExerciseAccount, quotes: dict[int, _Quote], words: Words) -> _Exercise:
    row = page("learner_row.html", words, a=account)
    section = page(
        "learner_exercise.html", words, a=account, quotes=quotes, text=_texts(words), ticked=ticked
    )
    return _Exercise(Markup(row), Markup(section))


def _quotes(account: ExerciseAccount, info: ExerciseInfo, words: Words) -> dict[int, _Quote]:
    """By task; 0 is for what lies in the file as a whole."""
    quotes = {
        task.number: _quote(task.first, info, words) for task in account.tasks if task.first is not None
    }
    if account.of_file is not None:
        quotes[0] = _quote(account.of_file, info, words)
    return quotes


def _quote(check: CheckResult, info: ExerciseInfo, words: Words) -> _Quote:
    said = explain(check, info, words, _fits)
    picture = None
    if said.timeline is not None:
        picture = _picture(said.timeline, _picture_words(words), f"{info.id}-{check.task}")
    times = any(row.kind is Label.TOOK for row in said.rows)
    return _Quote(said=said, picture=picture, values=_VALUES if times else _VALUES | {Label.EXPECTED})


def _blank(sign: str) -> str:
    """What is as wide as a sign in letters of one width."""
    if sign == "\t":
        return sign
    return "\u3000" if ord(sign) > 0x2E7F else " "


def _fits(headline: str) -> bool:
    return len(headline) <= LONGEST_HEADLINE


@lru_cache(maxsize=1024)
def _picture(timeline: Timeline, words: PictureWords, name: str) -> Markup:
    """A class makes the same mistakes: many pictures are the same."""
    return Markup(inline(timeline, words, name))


@lru_cache(maxsize=64)
def _picture_words(words: Words) -> PictureWords:
    return PictureWords(
        title=words.of(say("What ran when")),
        seen=words.of(say("Your run")),
        expected=words.of(EXPECTED),
        waiting=words.of(say("waiting or running")),
        blocked=words.of(say("blocked the event loop")),
        seconds=words.of(say("seconds")),
    )


@lru_cache(maxsize=64)
def _texts(words: Words) -> dict[str, str]:
    """What the page itself says."""
    return {
        name: words.of(said)
        for name, said in {
            "feedback": say("Feedback"),
            "overview": say("Overview"),
            "exercise": say("Exercise"),
            "points": say("Points"),
            "tasks": say("Tasks"),
            "printed": IT_PRINTED,
            "frames": TRACEBACK,
            "hint": HINT,
            "others": say("What else did not work"),
            "look": say("A person will look at this first"),
            "no_proof": NO_PROOF,
            "rounding": say("Points are counted exactly; here they are rounded to two decimals."),
            "top": say("Back to the overview"),
        }.items()
    }
