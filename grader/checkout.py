"""Grading the checkout that a learner works in, as after a push: which exercises they have begun, and their gradebook.

It is put together of the same parts as the grading of a class, in `grader.pipeline`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from grader.collecting import collect_checkout
from grader.exercises import Course, Exercise
from grader.gradebook import Gradebook
from grader.judge import JudgeSetup
from grader.pipeline import Progress, gradebook, judge_all
from grader.resetting import is_untouched


def begun(exercises: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """Those whose file is no longer the stub. Raises UsageError where the course has no copy of a stub."""
    return tuple(exercise for exercise in exercises if not is_untouched(exercise))


def grade_checkout(
    course: Course,
    exercises: Sequence[Exercise],
    wanted: Collection[Exercise],
    learner: str,
    executor: Executor,
    *,
    confine: bool = True,
    progress: Progress = lambda done, total: None,
) -> Gradebook:
    """The gradebook of one learner with all `exercises`, of which only the `wanted` are judged; the rest is missing.

    Raises UsageError where the checkout cannot be read.
    """
    modules = {one.slug: one.module for one in course.exercises}
    collection = collect_checkout(course.root, learner, modules, [one.slug for one in wanted])
    slugs = tuple(exercise.slug for exercise in exercises)
    setup = JudgeSetup(root=str(course.root), exercises=slugs, confine=confine)
    runs = judge_all(collection.submissions, exercises, setup, executor, progress)
    return gradebook(collection, exercises, runs)


def only(book: Gradebook, slugs: Collection[str]) -> Gradebook:
    """The gradebook with some of its exercises."""
    return replace(
        book,
        exercises=tuple(info for info in book.exercises if info.id in slugs),
        table=tuple(tuple(entry for entry in row if entry.exercise in slugs) for row in book.table),
    )


def learner_of(environment: Mapping[str, str], root: Path) -> str:
    """Whose checkout it is: the account that pushed, on GitHub; else the folder's name."""
    return environment.get("GITHUB_ACTOR") or root.name or "learner"
