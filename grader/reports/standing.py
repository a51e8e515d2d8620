"""Where one learner stands after a push, as lines for a terminal or a log: an exercise a line, what is open, a total.

What a class looks like is the business of `grader.reports.terminal`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.cells import cell_len

from grader.exercises import ExerciseInfo
from grader.feedback import Setting, check_lines, done_of
from grader.gradebook import Entry, Gradebook, Row
from grader.language import Language, Sentence, Words, say
from grader.reports.cases import cases, storable
from grader.reports.numbers import points_text
from grader.reports.open_checks import open_checks
from grader.reports.wording import points_of, why_provisional
from grader.results import Status
from grader.screen import Screen, padded, wrapped


def lines(gradebook: Gradebook, row: Row, screen: Screen, language: Language) -> Iterator[str]:
    """What to print of the exercises of `row`; those that are missing have not been begun."""
    pairs = list(zip(gradebook.exercises, row.entries, strict=True))
    begun = [pair for pair in pairs if pair[1].run.status is not Status.MISSING]
    width = max((cell_len(exercise.id) for exercise, _ in begun), default=0)
    for exercise, entry in begun:
        yield from _exercise(exercise, entry, width, screen, gradebook.words(language, exercise.id))
    words = gradebook.words(language, "")
    if begun:
        yield from ("", words.of(_total(begun)))
    waiting = [exercise.id for exercise, entry in pairs if entry.run.status is Status.MISSING]
    if waiting:
        names = words.chosen(", ", "、").join(waiting)
        yield from wrapped(words.of(say("Not begun: {names}", names=names)), screen.width - 1)


def _total(begun: list[tuple[ExerciseInfo, Entry]]) -> Sentence:
    points = sum((entry.final or Fraction() for _, entry in begun), Fraction())
    return say(
        "{done} of {begun} exercises that you have begun are done: {points} of {most} points.",
        done=sum(entry.is_full for _, entry in begun),
        begun=len(begun),
        points=points_text(points),
        most=points_text(sum((entry.score.max_points for _, entry in begun), Fraction())),
    )


def _exercise(
    exercise: ExerciseInfo, entry: Entry, width: int, screen: Screen, words: Words
) -> Iterator[str]:
    sign = screen.tick if entry.is_full else screen.cross
    yield f"{sign} {padded(exercise.id, width)}  {_verdict(exercise, entry, words, f' {screen.dot} ')}"
    if entry.provisional:
        yield from (f"    {storable(reason)}" for reason in why_provisional(entry, words))
    if entry.run.status is not Status.GRADED:
        yield from (f"    {line}" for line in next(cases(exercise, entry, words)).text.splitlines())
    setting = Setting(
        words=words, screen=Screen(width=screen.width - 2, unicode=screen.unicode), commands=False
    )
    for check in open_checks(entry).told:
        yield ""
        yield from (f"  {storable(str(line))}" for line in check_lines(check, exercise, setting))
        if check.where is not None:
            yield f"    exercises/{exercise.id}/{check.where.file}:{check.where.line}"


def _verdict(exercise: ExerciseInfo, entry: Entry, words: Words, between: str) -> str:
    if entry.final is None:
        return words.of(say("no score"))
    said = [points_of(entry.final, entry.score.max_points)]
    if entry.score.tasks:
        said.append(done_of(sum(task.solved for task in entry.score.tasks), len(exercise.tasks)))
    if entry.provisional:
        said.append(say("provisional"))
    return between.join(map(words.of, said))
