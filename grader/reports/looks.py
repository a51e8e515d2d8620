"""What needs a person's look: one list, which the terminal, `index.html` and `flags.md` each show in their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.flags import Flag
from grader.gradebook import Entry, Row
from grader.language import Words, say, words_for_texts
from grader.results import Status

OUTDATED = say("The submission has changed since a person set its points.")
TIME_UNKNOWN = say("When it was handed in is not known, though it has a due date.")
FAILED = say("The grader itself failed on it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A reason to look at a submission."""

    why: str
    """One line for people, in English; `in_words` gives it in their language."""
    flag: Flag | None = None
    """The flag that it is; None for what the rules could not decide, and for what the grader failed on."""

    @property
    def place(self) -> str:
        """The learner's line, `kata.py:3`, where the flag has one; else empty."""
        return place_of(self.flag) if self.flag is not None else ""

    @property
    def evidence(self) -> str:
        """The text of that line, or what was touched; else empty."""
        return self.flag.evidence if self.flag is not None else ""


def looks_of(row: Row) -> dict[Look, list[Entry]]:
    """What needs a look of a learner's, and in which entries: what touches all of them is one thing to look at."""
    touched: dict[Look, list[Entry]] = {}
    for entry in row.entries:
        for look in dict.fromkeys(_looks_at(entry)):
            touched.setdefault(look, []).append(entry)
    return touched


def _looks_at(entry: Entry) -> Iterator[Look]:
    """Flags that nobody has settled, what the rules could not decide, and where the grader failed."""
    if entry.override is None or entry.outdated:
        yield from (Look(why=flag.reason, flag=flag) for flag in entry.run.flags)
    if entry.outdated:
        yield Look(why=str(OUTDATED))
    if entry.time_unknown:
        yield Look(why=str(TIME_UNKNOWN))
    if entry.run.status is Status.INFRASTRUCTURE_ERROR and entry.override is None:
        yield Look(why=entry.run.message or str(FAILED))


def place_of(flag: Flag) -> str:
    """The line of a flag, `kata.py:3`; empty where it has none."""
    return f"{flag.file}:{flag.line}" if flag.file and flag.line else ""


def in_words(reason: str, words: Words) -> str:
    """The reason of a flag, or of a run without a score, in the language of `words`: it travels as a plain text."""
    return words_for_texts(words.language).of(reason)
