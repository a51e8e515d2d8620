"""What several reports say in the same words: how points came about, why there are none, what is provisional. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from grader.gradebook import Entry, Gradebook, Row
from grader.language import Sentence, Words, say
from grader.reports.looks import OUTDATED, in_words
from grader.reports.numbers import points_text
from grader.results import Status

WITHOUT_SCORE = {
    Status.GRADED: say("There is no score yet."),
    Status.MISSING: say("Nothing was handed in."),
    Status.UNGRADABLE: say("What was handed in could not be taken, so it has no score yet."),
    Status.INFRASTRUCTURE_ERROR: say(
        "The grader itself failed, so there is no score. This is not your fault."
    ),
}
"""Why an entry has no score."""


def bracketed(text: str, more: str, words: Words) -> str:
    """`text` with `more` in brackets after it, which are others in Chinese."""
    return words.chosen(f"{text} ({more})", f"{text}（{more}）")


def points_of(points: Fraction, most: Fraction) -> Sentence:
    """Points, and out of how many."""
    return say("{points} of {most} points", points=points_text(points), most=points_text(most))


def verdict(entry: Entry) -> Sentence:
    """The points that count, or why there are none."""
    nothing = entry.run.status is Status.MISSING and entry.override is None
    if entry.final is None or nothing:
        return WITHOUT_SCORE[entry.run.status]
    if entry.provisional:
        return say(
            "{points} of {most} points, provisional: a person will look at this first",
            points=points_text(entry.final),
            most=points_text(entry.score.max_points),
        )
    return points_of(entry.final, entry.score.max_points)


def reasons(entry: Entry) -> Iterator[Sentence]:
    """How the points that count came about, where there is something to tell of it."""
    if entry.override is not None and entry.run.status is not Status.GRADED:
        yield WITHOUT_SCORE[entry.run.status]
    elif entry.score.points is not None and (entry.differs or entry.override is not None):
        yield say("Judged: {points} points.", points=points_text(entry.score.points))
    if entry.late is not None and entry.run.status is not Status.MISSING:
        yield entry.late
    if entry.override is not None:
        yield say(
            "{by} has set it to {points} points: {reason}",
            by=" ".join(entry.override.by.split()),
            points=points_text(entry.override.points),
            reason=" ".join(entry.override.reason.split()),
        )
    if entry.outdated:
        yield say("What was handed in has changed since, so a person will look at it again.")


def remarks(entry: Entry) -> Iterator[Sentence]:
    """The same in a word each."""
    if entry.final is None or (entry.run.status is Status.MISSING and entry.override is None):
        yield say("nothing handed in") if entry.run.status is Status.MISSING else say("no score yet")
    if entry.lateness is not None and entry.lateness.days and entry.run.status is not Status.MISSING:
        days = entry.lateness.days
        yield say("1 day late") if days == 1 else say("{days} days late", days=days)
    if entry.override is not None:
        yield say("set by a person")
    if entry.provisional:
        yield say("provisional")


def notes(book: Gradebook, row: Row) -> Iterator[Sentence]:
    """What is still open about a learner's total, and that it is not just what was judged."""
    if row.automatic_total != row.total:
        yield say(
            "Judged: {points} points; what has changed them stands below, at each exercise.",
            points=points_text(row.automatic_total),
        )
    if row.unscored:
        yield say(
            "Without a score yet: {count} of {exercises} exercises.",
            count=row.unscored,
            exercises=len(book.exercises),
        )
    if row.provisional:
        yield say("Provisional until a person has looked at what is marked below.")


def why_provisional(entry: Entry, words: Words) -> list[str]:
    """What a person must look at before the points count."""
    found = [in_words(flag.reason, words) for flag in entry.run.flags if flag.is_tampering]
    if entry.outdated:
        found.append(words.of(OUTDATED))
    if entry.time_unknown and entry.lateness is not None and entry.lateness.why is not None:
        found.append(words.of(entry.lateness.why))
    return list(dict.fromkeys(found))
