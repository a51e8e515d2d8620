"""The pairs of submissions that are alike as one HTML page: a ranked table, then each pair side by side. Pure.

How pairs are found is said by `grader.similarity`. What stands in a submission is a stranger's, so it is shown
as text, with what cannot be seen in it written as escapes, and within bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from grader.language import Sentence, Words, say
from grader.printable import printable
from grader.reports.pages import page
from grader.similarity.comparing import Comparison
from grader.similarity.fingerprints import Span
from grader.similarity.pairs import Pair
from grader.similarity.tolerant import lines_of
from grader.submissions import Submission

MOST = 100
"""Pairs that are shown, unless more are asked for: nobody reads through more."""
WHOLE = 200
"""Lines up to which a file is shown as a whole; of a longer one only what is alike, and what stands around it."""
AROUND = 3
"""Lines shown before and after what is alike."""
MAX_LINES = 500
"""Lines that are shown of a file."""
MAX_WIDTH = 300
"""Characters that are shown of a line."""
OPEN = 3
"""Pairs whose programs are in sight at once; the others unfold."""

_TITLE = say("Submissions that are alike")
_CAUTION = say(
    "To be alike is no proof of anything: a lesson, a source that both have read or the same idea can be the reason. "
    "Look at the lines, and hear both learners before you judge."
)
_METHOD = say(
    "Names, layout, comments, docstrings, type hints and the order of functions are not compared. What the course "
    "gives out or many learners wrote does not count: the share is of what is left then."
)
_LEGEND = say("Marked lines are alike: a letter stands for the same lines on both sides.")
_NONE = say("No two submissions are alike beyond what everybody writes.")
_COLUMNS = {
    "rank": say("No."),
    "alike": say("Alike"),
    "exercise": say("Exercise"),
    "first": say("First learner"),
    "second": say("Second learner"),
    "lines": say("Lines alike"),
    "others": say("Other exercises"),
}
_CAPTION = say("Pairs, the most alike first")
_OTHERS = say("In how many other exercises these two are alike too.")
_OVER = say("The same lines on the other side")
_LINE = say("Line")
_MARK = say("Mark")
_CODE = say("Code")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """The letter of what a line is part of."""

    letter: str
    begins: bool
    """Whether it is the first line: that leads over to the other side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a program, or a gap where some are left out."""

    number: int
    text: str
    marks: tuple[_Mark, ...] = ()
    gap: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A file of one of the two."""

    name: str
    lines: tuple[_Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One of the two submissions of a pair."""

    learner: str
    alike: int
    """How many of its lines are."""
    files: tuple[_File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A pair as the page needs it."""

    rank: int
    percent: str
    exercise: str
    title: str
    others: int
    sides: tuple[_Side, _Side]
    heading: Sentence


def render(comparisons: Sequence[Comparison], words: Words, *, most: int = MOST) -> str:
    """The page, in the language of `words`, with at most so many pairs; it says how many are left out."""
    ranked = sorted(
        ((comparison, pair) for comparison in comparisons for pair in comparison.found.pairs),
        key=lambda one: (-one[1].alike, -one[1].weight),
    )
    together = Counter(_learners(pair) for _, pair in ranked)
    shown = [
        _shown(rank, comparison, pair, together[_learners(pair)] - 1, words)
        for rank, (comparison, pair) in enumerate(ranked[:most], 1)
    ]
    return page(
        "similarity.html",
        words,
        title=_TITLE,
        caution=_CAUTION,
        method=_METHOD,
        facts=[*_facts(comparisons, len(ranked), len(shown))],
        caption=_CAPTION,
        columns=_COLUMNS,
        others=_OTHERS,
        legend=_LEGEND,
        over=_OVER,
        code=(_LINE, _MARK, _CODE),
        nobody=_NONE,
        pairs=shown,
        open=OPEN,
    )


def _learners(pair: Pair) -> tuple[str, str]:
    return pair.first.learner, pair.second.learner


def _facts(comparisons: Sequence[Comparison], found: int, shown: int) -> Iterator[Sentence]:
    yield say(
        "Submissions compared: {submissions}. Pairs found: {pairs}.",
        submissions=sum(one.found.submissions for one in comparisons),
        pairs=found,
    )
    if found > shown:
        yield say(
            "Pairs left out of this page: {count}. None of them is more alike than those shown.",
            count=found - shown,
        )
    passed = sum(one.found.left_out for one in comparisons)
    if passed:
        yield say("Pairs not looked at closely, there being so many: {count}.", count=passed)


def _shown(rank: int, comparison: Comparison, pair: Pair, others: int, words: Words) -> _Shown:
    exercise = comparison.exercise
    first = _side(pair.first, [match.first for match in pair.evidence])
    second = _side(pair.second, [match.second for match in pair.evidence])
    percent = _percent(pair.alike)
    return _Shown(
        rank=rank,
        percent=percent,
        exercise=exercise.id,
        title=words.chosen(exercise.title, exercise.title_zh),
        others=others,
        sides=(first, second),
        heading=say(
            "{percent} alike: {first} and {second}",
            percent=percent,
            first=first.learner,
            second=second.learner,
        ),
    )


def _percent(share: float) -> str:
    """Rounded down: only what is wholly alike has 100 %."""
    return f"{int(share * 100 + 1e-9)}\N{NO-BREAK SPACE}%"


_Marks = dict[int, list[_Mark]]
"""By line."""


def _side(submission: Submission, spans: Sequence[Span]) -> _Side:
    marks: dict[str, _Marks] = {}
    for number, span in enumerate(spans):
        for line in range(span.first, span.last + 1):
            mark = _Mark(letter=_letter(number), begins=line == span.first)
            marks.setdefault(span.file, {}).setdefault(line, []).append(mark)
    return _Side(
        learner=printable(submission.learner),
        alike=sum(map(len, marks.values())),
        files=tuple(
            _File(name=printable(name), lines=tuple(_lines(lines_of(submission.files[name]), marks[name])))
            for name in sorted(marks)
        ),
    )


def _letter(number: int) -> str:
    """A, B, ... Z, A1, B1, ..."""
    again, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(again) if again else "")


def _lines(texts: Sequence[str], marks: _Marks) -> Iterator[_Line]:
    """The lines of a file that are shown, with a gap where some are not."""
    if texts and not texts[-1]:
        texts = texts[:-1]
    numbers = _in_sight(len(texts), marks)
    before = 0
    for number in numbers:
        if number > before + 1:
            yield _gap(before + 1, number - 1)
        yield _Line(number=number, text=_text(texts[number - 1]), marks=tuple(marks.get(number, ())))
        before = number
    if before < len(texts):
        yield _gap(before + 1, len(texts))


def _in_sight(count: int, marks: _Marks) -> list[int]:
    if count <= WHOLE:
        return list(range(1, count + 1))
    near = {line + step for line in marks for step in range(-AROUND, AROUND + 1)}
    return sorted(line for line in near if 1 <= line <= count)[:MAX_LINES]


def _gap(first: int, last: int) -> _Line:
    return _Line(
        number=first, text="", gap=say("Lines {first} to {last} are left out.", first=first, last=last)
    )


def _text(line: str) -> str:
    shown = printable(line.expandtabs(4)[: MAX_WIDTH + 1])
    return shown if len(shown) <= MAX_WIDTH else f"{shown[:MAX_WIDTH]}…"
