"""One learner's feedback as Markdown, in their language. Nothing of the hidden specs, of the solutions or of others.

What is told is put together in `grader.reports.account` and `grader.reports.cases`. Whatever comes from a submission
stands in a code block or is escaped, so that it stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from grader.exercises import ExerciseInfo
from grader.gradebook import Gradebook, Row
from grader.language import Language, Words, say
from grader.reports.account import NO_PROOF, ExerciseAccount, FlagAccount, TaskAccount, account_of, summary_of
from grader.reports.cases import explanation
from grader.reports.wording import bracketed
from grader.results import CheckResult

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~-]|(?<=\d)\.(?= |$))")
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(book: Gradebook, row: Row, language: Language = Language.ENGLISH) -> str:
    """The text of `feedback/LEARNER.md`; `row` is the learner's, of `book`."""
    summary = summary_of(book, row, book.words(language, ""))
    lines = [f"# {escaped(summary.name)}", ""]
    if summary.learner:
        lines += [escaped(summary.learner), ""]
    lines += [f"**{escaped(summary.total)}**", ""]
    for note in summary.notes:
        lines += [escaped(note), ""]
    for exercise, entry in zip(book.exercises, row.entries, strict=True):
        words = book.words(language, exercise.id)
        account = account_of(exercise, entry, words)
        if account.nothing_failed:
            lines.append(_plain(account, words))
        else:
            lines += _exercise(account, exercise, words)
    return _SURROGATE.sub("\ufffd", "\n".join(lines).rstrip()) + "\n"  # no file can hold one


@lru_cache(maxsize=2048)
def escaped(text: str) -> str:
    """`text` on one line, with everything that Markdown or HTML would take for markup escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")


@lru_cache(maxsize=1024)
def _plain(account: ExerciseAccount, words: Words) -> str:
    """An exercise in which nothing failed: a class has few different ones."""
    tasks = (line for task in account.tasks for line in (_title(task, words), ""))
    return "\n".join([*_head(account, words), *tasks])


def _head(account: ExerciseAccount, words: Words) -> Iterator[str]:
    yield from (f"## {escaped(account.id)}: {escaped(account.title)}", "", escaped(account.verdict), "")
    for reason in account.reasons:
        yield from (escaped(reason), "")
    if account.suspicious:
        yield from (escaped(words.of(NO_PROOF)), "")
    for flag in account.flags:
        yield from _flag(flag, words)


def _exercise(account: ExerciseAccount, exercise: ExerciseInfo, words: Words) -> Iterator[str]:
    yield from _head(account, words)
    if account.of_file is not None:
        yield from (f"### ✗ {escaped(exercise.module)}.py", "", *_told(account.of_file, exercise, words))
    for task in account.tasks:
        yield from _task(task, exercise, words)


def _flag(flag: FlagAccount, words: Words) -> Iterator[str]:
    reason = escaped(flag.reason)
    yield from (f"- {bracketed(reason, escaped(flag.place), words) if flag.place else reason}", "")
    if flag.evidence:
        yield from fenced(flag.evidence.splitlines())


def _task(task: TaskAccount, exercise: ExerciseInfo, words: Words) -> Iterator[str]:
    yield from (_title(task, words), "")
    if task.first is not None:
        yield from _told(task.first, exercise, words)
    if task.others:
        yield from (escaped(words.of(say("What else did not work"))), "")
        yield from (*(f"- {escaped(headline)}" for headline in task.others), "")


def _title(task: TaskAccount, words: Words) -> str:
    said = bracketed(escaped(task.title), escaped(task.checks), words)
    return f"### {'✓' if task.solved else '✗'} {said}"


def _told(check: CheckResult, exercise: ExerciseInfo, words: Words) -> Iterator[str]:
    return fenced(explanation(check, exercise, words).split("\n"))


def fenced(lines: list[str]) -> Iterator[str]:
    """Lines of text as a code block that they cannot end."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}text", *lines, fence, "")
