"""What a learner is told of their points and tasks, in their language, whatever lays it out: Markdown or HTML. Pure.

What is told of a check that did not pass is put together in `grader.explaining`. Nothing of the hidden specs, of the
solutions or of other learners comes in here: no id of a check, and of others than the first of a task the headline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from grader.exercises import ExerciseInfo
from grader.explaining import headline_of, task_title
from grader.gradebook import Entry, Gradebook, Row
from grader.language import Words, say
from grader.reports.looks import in_words, place_of
from grader.reports.numbers import points_text
from grader.reports.open_checks import open_checks
from grader.reports.wording import notes, points_of, reasons, remarks, verdict
from grader.results import CheckResult, Status
from grader.scoring import TaskScore

MOST_OTHERS = 6
"""Headlines of further checks of a task that are listed."""

NO_PROOF = say(
    "This is no accusation. A person looks at the line, and then decides whether the points count."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagAccount:
    """Something that a person will look at, or that could not be taken."""

    reason: str
    place: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAccount:
    """How a task went."""

    number: int
    title: str
    solved: bool
    state: str
    """Whether it is solved, in words."""
    points: str
    checks: str
    """How many of them passed."""
    first: CheckResult | None = None
    """The one to start with; None where all passed, or where it is the file as a whole that fails."""
    others: tuple[str, ...] = ()
    """The headlines of the others that did not pass, where they say something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseAccount:
    """How an exercise went."""

    id: str
    title: str
    verdict: str
    points: str
    """The points that count, out of all; empty where there are none."""
    solved: bool
    provisional: bool
    reasons: tuple[str, ...]
    """How the points that count came about, where they are not just what was judged."""
    remarks: tuple[str, ...]
    """The same in a word each."""
    flags: tuple[FlagAccount, ...]
    suspicious: bool
    """Whether a flag puts the measurement in doubt."""
    of_file: CheckResult | None
    """Told once for all tasks: the file as a whole is not as it should be."""
    tasks: tuple[TaskAccount, ...]

    @property
    def nothing_failed(self) -> bool:
        """Whether there is nothing to explain."""
        return self.of_file is None and all(task.first is None for task in self.tasks)

    def __hash__(self) -> int:
        """Of little that tells much: a class has few different ones, and they are looked up often."""
        return hash((self.id, self.title, self.verdict))


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The score in all."""

    name: str
    learner: str
    """What their folder was called, where that is not their name; else empty."""
    total: str
    notes: tuple[str, ...]


def summary_of(book: Gradebook, row: Row, words: Words) -> Summary:
    """A learner's score in all, and what is still open about it."""
    name = row.person.name if row.person is not None and row.person.name else row.learner
    return Summary(
        name=name,
        learner="" if name == row.learner else row.learner,
        total=words.of(points_of(row.total, book.max_points)),
        notes=tuple(words.of(note) for note in notes(book, row)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alike:
    """Entries of which the same is told: all points, or nothing handed in, and no more to say of it."""

    words: Words
    exercise: int
    """Its identity; it is kept in `of`."""
    status: Status
    of: tuple[ExerciseInfo, Entry] = field(compare=False)


def account_of(exercise: ExerciseInfo, entry: Entry, words: Words) -> ExerciseAccount:
    """How `exercise` went; `entry` is the learner's."""
    if _says_no_more(entry):
        return _account_of_alike(
            _Alike(words=words, exercise=id(exercise), status=entry.run.status, of=(exercise, entry))
        )
    return _account_of(exercise, entry, words)


def _says_no_more(entry: Entry) -> bool:
    untouched = entry.override is None and not entry.run.flags
    return untouched and entry.late is None and (entry.is_full or entry.run.status is Status.MISSING)


@lru_cache(maxsize=512)
def _account_of_alike(alike: _Alike) -> ExerciseAccount:
    return _account_of(*alike.of, alike.words)


def _account_of(exercise: ExerciseInfo, entry: Entry, words: Words) -> ExerciseAccount:
    graded = entry.run.status is Status.GRADED
    found = open_checks(entry)
    of_file = found.of_file if graded else None
    tasks = (
        _task(exercise, entry, number, found.by_task.get(number, ()), words, silent=of_file is not None)
        for number in range(1, len(exercise.tasks) + 1)
    )
    return ExerciseAccount(
        id=exercise.id,
        title=words.chosen(exercise.title, exercise.title_zh),
        verdict=words.of(verdict(entry)),
        points=_points(entry),
        solved=entry.is_full,
        provisional=entry.provisional,
        reasons=tuple(words.of(reason) for reason in reasons(entry)),
        remarks=tuple(words.of(remark) for remark in remarks(entry)),
        flags=tuple(_flags(entry, words)),
        suspicious=entry.run.flagged,
        of_file=of_file,
        tasks=tuple(tasks) if graded else (),
    )


def _points(entry: Entry) -> str:
    if entry.final is None:
        return ""
    return f"{points_text(entry.final)} / {points_text(entry.score.max_points)}"


def _flags(entry: Entry, words: Words) -> Iterator[FlagAccount]:
    said = (
        FlagAccount(reason=in_words(flag.reason, words), place=place_of(flag), evidence=flag.evidence)
        for flag in entry.run.flags
    )
    yield from dict.fromkeys(said)


def _task(
    exercise: ExerciseInfo,
    entry: Entry,
    number: int,
    failed: Sequence[CheckResult],
    words: Words,
    *,
    silent: bool,
) -> TaskAccount:
    task, score = exercise.tasks[number - 1], entry.score.tasks[number - 1]
    plain = _task_without_checks(words, number, task.title, task.title_zh, score)
    if not failed or silent:
        return plain
    return replace(plain, first=failed[0], others=tuple(_others(failed, words)))


@lru_cache(maxsize=4096)
def _task_without_checks(
    words: Words, number: int, title: str, title_zh: str, score: TaskScore
) -> TaskAccount:
    """A class has few different ones."""
    solved, passed, checks = score.solved, score.passed, score.checks
    points, most = points_text(score.points), points_text(score.max_points)
    return TaskAccount(
        number=number,
        title=task_title(number, words.chosen(title, title_zh), words),
        solved=solved,
        state=words.of(say("solved") if solved else say("not solved yet")),
        points=words.of(say("{points} / {most} points", points=points, most=most)),
        checks=words.of(say("{passed} of {all} checks", passed=passed, all=checks)),
    )


def _others(failed: Sequence[CheckResult], words: Words) -> Iterator[str]:
    """The headlines of the checks after the first that did not pass, each once, and how often."""
    headlines = Counter(headline_of(check, words) for check in failed)
    first = headline_of(failed[0], words) if failed else ""
    others = [(headline, times) for headline, times in headlines.items() if headline != first]
    for headline, times in others[:MOST_OTHERS]:
        yield (
            headline
            if times == 1
            else words.of(say("{headline} ({times} times)", headline=headline, times=times))
        )
    if len(others) > MOST_OTHERS:
        yield words.of(say("… and {count} more", count=len(others) - MOST_OTHERS))
