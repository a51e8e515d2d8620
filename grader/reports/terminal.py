"""The end of a grading run as a few plain lines for a terminal. One pass over the class."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from grader.gradebook import Entry, Gradebook, Row
from grader.reports.looks import looks_of
from grader.reports.numbers import points_text
from grader.results import Outcome, Status
from grader.roster import Matching

_WORDS = {
    Status.GRADED: "graded",
    Status.MISSING: "missing",
    Status.UNGRADABLE: "could not be taken",
    Status.INFRASTRUCTURE_ERROR: "failed on this machine (no score)",
}
_MOST_NAMES = 5
MOST_LOOKS = 40
"""So many are named: where a machine fails, it does so for a whole class."""


def render(book: Gradebook) -> list[str]:
    """Counts, a line per exercise with its mean, how many scores want a person's look, and a line per reason."""
    tally = _Tally()
    for row in book.rows():
        tally.add(row)
    learners = "1 learner" if len(book.learners) == 1 else f"{len(book.learners)} learners"
    counts = [f"{tally.statuses[status]} {word}" for status, word in _WORDS.items() if tally.statuses[status]]
    return [
        f"{learners}: {', '.join(counts)}",
        *_exercises(book, tally),
        *_settled(tally),
        *_roster(book.roster),
        *_broken(tally),
        *_provisional(tally),
        *_looks(tally),
    ]


class _Tally:
    """What is counted."""

    def __init__(self) -> None:
        self.statuses = Counter[Status]()
        self.graded = Counter[str]()
        self.full = Counter[str]()
        self.points = defaultdict[str, Fraction](Fraction)
        """By exercise; the points that count."""
        self.late = self.set = self.provisional = 0
        self.broken = Counter[tuple[str, str]]()
        """By exercise and check."""
        self.looks: dict[tuple[str, str], dict[str, None]] = {}
        """The exercises of each learner and reason to look, each once."""

    def add(self, row: Row) -> None:
        """Count a learner's entries."""
        for entry in row.entries:
            self._add(entry)
        for look, entries in looks_of(row).items():
            touched = self.looks.setdefault((row.learner, look.why), {})
            touched.update((entry.exercise, None) for entry in entries)

    def _add(self, entry: Entry) -> None:
        self.statuses[entry.run.status] += 1
        if entry.run.status is Status.GRADED:
            self.graded[entry.exercise] += 1
            self.points[entry.exercise] += entry.final or 0
            self.full[entry.exercise] += entry.is_full
        self.late += entry.lateness is not None and entry.lateness.days > 0
        self.set += entry.override is not None
        self.provisional += entry.provisional
        for check in entry.run.checks:
            if check.outcome is Outcome.ERRORED:
                self.broken[entry.exercise, check.id] += 1


def _exercises(book: Gradebook, tally: _Tally) -> Iterator[str]:
    width = max((len(exercise.id) for exercise in book.exercises), default=0)
    for exercise in book.exercises:
        graded = tally.graded[exercise.id]
        mean = points_text(tally.points[exercise.id] / graded) if graded else "-"
        full = tally.full[exercise.id]
        yield f"  {exercise.id:<{width}}  mean {mean:>5} of {exercise.points}   {full} of {graded} complete"


def _settled(tally: _Tally) -> Iterator[str]:
    if tally.late:
        yield "1 submission was late" if tally.late == 1 else f"{tally.late} submissions were late"
    if tally.set:
        yield f"{_scores(tally.set)} set by a person"


def _scores(count: int) -> str:
    return "1 score was" if count == 1 else f"{count} scores were"


def _roster(roster: Matching | None) -> Iterator[str]:
    if roster is None:
        return
    absent = [person.name or person.id for person in roster.without_submission]
    for what, names in (
        ("on the roster, without a submission", absent),
        ("nobody on the roster", roster.without_person),
    ):
        if names:
            yield f"{what}: {len(names)} ({_some(names)})"


def _some(names: Sequence[str]) -> str:
    more = ", ..." if len(names) > _MOST_NAMES else ""
    return ", ".join(" ".join(name.split()) for name in names[:_MOST_NAMES]) + more


def _broken(tally: _Tally) -> Iterator[str]:
    """A line per check that broke: the points of its learners are in its author's hands."""
    for (exercise, check), times in tally.broken.items():
        yield f"  mend: {exercise} {check} broke in {times} submissions, which get no points for it"


def _provisional(tally: _Tally) -> Iterator[str]:
    count = tally.provisional
    if count:
        runs, want = ("1 submission", "wants") if count == 1 else (f"{count} submissions", "want")
        yield f"{runs} {want} a person's look before the score counts; flags.md has the lines:"


def _looks(tally: _Tally) -> Iterator[str]:
    """A line per reason: what touches all the exercises of a learner is one thing to look at."""
    for (learner, reason), touched in islice(tally.looks.items(), MOST_LOOKS):
        where = next(iter(touched)) if len(touched) == 1 else f"({len(touched)} exercises)"
        yield f"  look: {learner} {where}: {' '.join(reason.split())}"
    if len(tally.looks) > MOST_LOOKS:
        yield f"  and {len(tally.looks) - MOST_LOOKS} more to look at, in flags.md"
