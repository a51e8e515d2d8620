"""The end of a grading run as a few plain lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from grader.gradebook import Gradebook
from grader.reports.numbers import points_text
from grader.results import Outcome, Status

_WORDS = {
    Status.GRADED: "graded",
    Status.MISSING: "missing",
    Status.UNGRADABLE: "could not be taken",
    Status.INFRASTRUCTURE_ERROR: "failed on this machine (no score)",
}


def render(gradebook: Gradebook) -> list[str]:
    """Counts, a line per exercise with its mean, how many scores want a person's look, and a line per flag."""
    learners = "1 learner" if len(gradebook.learners) == 1 else f"{len(gradebook.learners)} learners"
    counts = [
        f"{gradebook.count(status)} {word}" for status, word in _WORDS.items() if gradebook.count(status)
    ]
    return [
        f"{learners}: {', '.join(counts)}",
        *_exercises(gradebook),
        *_broken(gradebook),
        *_provisional(gradebook),
        *_flags(gradebook),
    ]


def _exercises(gradebook: Gradebook) -> Iterator[str]:
    width = max((len(exercise.id) for exercise in gradebook.exercises), default=0)
    for exercise in gradebook.exercises:
        entries = [
            e for e in gradebook.entries if e.exercise == exercise.id and e.run.status is Status.GRADED
        ]
        points = [entry.score.points or Fraction() for entry in entries]
        mean = points_text(sum(points, Fraction()) / len(points)) if points else "-"
        full = sum(entry.score.is_full for entry in entries)
        yield f"  {exercise.id:<{width}}  mean {mean:>5} of {exercise.points}   {full} of {len(points)} complete"


def _broken(gradebook: Gradebook) -> Iterator[str]:
    """A line per check that broke: the points of its learners are in its author's hands."""
    broken = Counter(
        (entry.exercise, check.id)
        for entry in gradebook.entries
        for check in entry.run.checks
        if check.outcome is Outcome.ERRORED
    )
    for (exercise, check), times in broken.items():
        yield f"  mend: {exercise} {check} broke in {times} submissions, which get no points for it"


def _provisional(gradebook: Gradebook) -> Iterator[str]:
    count = sum(entry.score.provisional for entry in gradebook.entries)
    if count:
        runs, want = ("1 submission", "wants") if count == 1 else (f"{count} submissions", "want")
        yield f"{runs} {want} a person's look before the score counts; flags.md has the lines:"


def _flags(gradebook: Gradebook) -> Iterator[str]:
    """A line per reason: what touches all the exercises of a learner is one thing to look at."""
    exercises: dict[tuple[str, str], list[str]] = {}
    for entry in gradebook.entries:
        for reason in dict.fromkeys(flag.reason for flag in entry.run.flags):
            exercises.setdefault((entry.learner, reason), []).append(entry.exercise)
    for (learner, reason), touched in exercises.items():
        where = touched[0] if len(touched) == 1 else f"({len(touched)} exercises)"
        yield f"  look: {learner} {where}: {reason}"
