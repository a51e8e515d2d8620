"""The class report, exercise by exercise: what the template shows of tasks, their figures, and what goes wrong. Pure.

What the figures mean is said in `grader.statistics`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from grader.exercises import ExerciseInfo
from grader.gradebook import Gradebook
from grader.language import Sentence, Words, say
from grader.reports.class_table import Link, linked
from grader.results import Status
from grader.statistics import DiagnosisFigures, ExerciseFigures, TaskFigures

MOST_DIAGNOSES = 5
"""So many of a task are shown."""


def exercise_figures(
    info: ExerciseInfo, figures: ExerciseFigures, book: Gradebook, words: Words, link: Link
) -> Mapping[str, Any]:
    """What `class.html` shows of an exercise; `link` gives the page of each learner."""
    spoken = book.words(words.language, info.id)
    return {
        "id": info.id,
        "title": words.chosen(info.title, info.title_zh),
        "facts": words.of(
            say(
                "{graded} graded, {full} with all points, {missing} missing, {without} without a score · mean {mean} "
                "of {points}",
                graded=figures.graded,
                full=figures.full,
                missing=figures.statuses.get(Status.MISSING, 0),
                without=figures.statuses.get(Status.UNGRADABLE, 0)
                + figures.statuses.get(Status.INFRASTRUCTURE_ERROR, 0),
                mean="–" if figures.mean is None else f"{figures.mean:.2f}",
                points=info.points,
            )
        ),
        "tasks": [
            _task(number, words.chosen(task.title, task.title_zh), one, spoken, link)
            for number, (task, one) in enumerate(zip(info.tasks, figures.tasks, strict=True), 1)
        ],
    }


def _task(number: int, title: str, figures: TaskFigures, words: Words, link: Link) -> Mapping[str, Any]:
    found = figures.commonest()
    return {
        "number": number,
        "title": title,
        "solved": _percent(figures.share_solved),
        "difficulty": _decimal(figures.difficulty),
        "discrimination": _decimal(figures.discrimination),
        "diagnoses": [_diagnosis(one, words, link) for one in islice(found, MOST_DIAGNOSES)],
        "others": words.of(_others(sum(one.learners for one in found[MOST_DIAGNOSES:]))),
    }


def _others(count: int) -> Sentence | str:
    return say("{count} × other reasons", count=count) if count else ""


def _diagnosis(figures: DiagnosisFigures, words: Words, link: Link) -> Mapping[str, Any]:
    return {
        "learners": figures.learners,
        "headline": words.of(figures.examples[0].headline),
        "examples": [
            {
                "learner": linked(one.learner, link),
                "headline": words.of(one.headline),
                "where": f"{one.where.file}:{one.where.line}" if one.where else "",
                "source": one.source,
            }
            for one in figures.examples
        ],
    }


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.0f} %"


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
