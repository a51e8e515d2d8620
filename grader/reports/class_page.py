"""The class report, `index.html`: everybody's progress, how scores are distributed, what goes wrong, what to look at.

One file that opens from the disk, without a network. The table of learners is `class_table`, the part on
the exercises `class_exercises`; the page of one learner is `learner_page`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from grader.gradebook import Gradebook, Row
from grader.language import Language, Sentence, Words, say, with_own_words
from grader.reports.charts import columns
from grader.reports.class_exercises import exercise_figures
from grader.reports.class_table import STATES, Link, linked, row_of, visible
from grader.reports.looks import in_words, looks_of
from grader.reports.numbers import points_text
from grader.reports.pages import page
from grader.reports.wording import bracketed
from grader.roster import Person
from grader.statistics import BINS, ClassFigures

MOST_FLAGS = 500
"""So many are shown; `flags.md` has all."""


def render(
    book: Gradebook,
    *,
    language: Language = Language.ENGLISH,
    link: Link = lambda learner: None,
    title: str = "",
) -> str:
    """The text of `index.html`; `link` gives the page of each learner."""
    words = with_own_words(language)
    said = words.of
    figures, rows, looks = ClassFigures(book.exercises), list[str](), list[Mapping[str, Any]]()
    hidden = 0
    for row in book.rows():
        figures.add(row)
        rows.append(row_of(row, link))
        for look in _looks(row, words, link):
            if len(looks) < MOST_FLAGS:
                looks.append(look)
            else:
                hidden += 1
    return page(
        "class.html",
        words,
        texts={name: said(text) for name, text in _TEXTS.items()},
        title=title or said(_TEXTS["title"]),
        summary=said(_summary(figures)),
        worth=said(_of(points_text(book.max_points))),
        columns=[
            (info.id, words.chosen(info.title, info.title_zh), said(_of(str(info.points))))
            for info in book.exercises
        ],
        rows=Markup("".join(rows)),
        states=[(name, said(text)) for name, text in STATES.items()],
        sections=sorted({p.section for p in _people(book) if p.section}),
        groups=sorted({p.group for p in _people(book) if p.group}),
        chart=_distribution(figures, said),
        bins=[(_tenth(number), count) for number, count in enumerate(figures.bins)],
        exercises=[
            exercise_figures(info, figures.exercises[info.id], book, words, link) for info in book.exercises
        ],
        looks=looks,
        hidden=hidden,
        counted=lambda what, count: bracketed(what, str(count), words),
        more=said(say("{count} more are in flags.md.", count=hidden)),
        absent=[_person(one) for one in book.roster.without_submission] if book.roster else None,
        strangers=[linked(one, link) for one in book.roster.without_person] if book.roster else None,
    )


def _people(book: Gradebook) -> Iterable[Person]:
    return book.roster.people.values() if book.roster else ()


# --- what is to be looked at ------------------------------------------------------------------------------------


def _looks(row: Row, words: Words, link: Link) -> Iterator[Mapping[str, Any]]:
    """What the template shows of each reason to look at something of a learner's."""
    for look, entries in looks_of(row).items():
        points = {"?" if entry.final is None else points_text(entry.final) for entry in entries}
        yield {
            "learner": linked(row.learner, link),
            "exercise": entries[0].exercise if len(entries) == 1 else words.of(_some(len(entries))),
            "points": points.pop() if len(points) == 1 else "",
            "what": in_words(look.why, words),
            "where": look.place,
            "evidence": look.evidence,
        }


def _some(exercises: int) -> Sentence:
    return say("{exercises} exercises", exercises=exercises)


# --- figures ----------------------------------------------------------------------------------------------------


def _summary(figures: ClassFigures) -> Sentence:
    return say(
        "{learners} learners, {exercises} exercises; {nothing} have handed in nothing yet.",
        learners=figures.learners,
        exercises=len(figures.exercises),
        nothing=figures.nothing,
    )


def _of(points: str) -> Sentence:
    return say("of {points}", points=points)


def _tenth(number: int) -> str:
    return f"{number * 100 // BINS}–{(number + 1) * 100 // BINS} %"


def _distribution(figures: ClassFigures, said: Callable[[Sentence], str]) -> Markup:
    bars = [(_tenth(number), count) for number, count in enumerate(figures.bins)]
    return columns(
        bars,
        title=said(_TEXTS["distribution"]),
        described="; ".join(f"{name}: {count}" for name, count in bars),
        x=said(_TEXTS["of_all_points"]),
        y=said(_TEXTS["learners"]),
    )


def _person(person: Person) -> str:
    return " · ".join(
        visible(text) for text in (person.name, person.id, person.email, person.section) if text
    )


_TEXTS = {
    "title": say("Class report"),
    "to_table": say("Skip to the table"),
    "who": say("Everybody's progress"),
    "find": say("Find a learner"),
    "show": say("Show"),
    "section": say("Section"),
    "group": say("Group"),
    "all": say("all"),
    "shown": say("{0} of {1} learners are shown."),
    "learner": say("Learner"),
    "learners": say("learners"),
    "total": say("Total"),
    "sort": say("Press a heading to sort by it."),
    "legend": say(
        "✓ all points · – nothing handed in · ? no score yet · ⚑ a person must look · ◷ late · ✎ points set by a person"
    ),
    "distribution": say("Distribution of scores"),
    "of_all_points": say("share of all points"),
    "count": say("Learners"),
    "share": say("Share of all points"),
    "as_table": say("The same as a table"),
    "looks": say("To be looked at"),
    "nothing_to_look_at": say("There is nothing to look at."),
    "no_proof": say(
        "A flag is no proof. Nothing was taken off; the points are provisional until a person has looked."
    ),
    "exercise": say("Exercise"),
    "points": say("Points"),
    "what": say("What"),
    "line": say("Line"),
    "by_exercise": say("Exercise by exercise"),
    "task": say("Task"),
    "solved": say("Solved"),
    "difficulty": say("Difficulty"),
    "discrimination": say("Discrimination"),
    "trouble": say("What goes wrong"),
    "roster": say("The roster"),
    "absent": say("On the roster, without a submission"),
    "strangers": say("Submissions of nobody on the roster"),
    "nobody": say("Nobody."),
    "figures": say(
        "Difficulty is the mean share of a task's points that was not earned: 0 is easy, 1 hard. Discrimination is the "
        "correlation of a task's points with what the same learners earned elsewhere: near 1 the task tells who can "
        "from who cannot, near 0 or below it does not."
    ),
    "rounding": say(
        "The tasks of an exercise share its points equally, and so do the checks of a task. Points are exact fractions "
        "up to this page, and are rounded here alone: to two decimals, half up."
    ),
}
