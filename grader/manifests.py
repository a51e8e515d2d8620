"""A list of when submissions were made: `submissions.csv`, as a learning platform knows it, or a person; checked.

    learner,exercise,submitted_at
    李雷,03_send,2026-10-01T21:14:05+08:00
    wang,,2026-10-02T08:00:00Z

A learner is written as their folder or zip is called. A row without an exercise is for all those of theirs that have
no row of their own. Columns may stand in any order, and others are let be. A time needs its offset: without one it is
a different instant on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grader.errors import UsageError
from grader.folders import shown
from grader.sources import fold
from grader.submission_times import UNKNOWN, Source, Submitted
from grader.tables import SAVE_AS, read_table
from grader.written import read_written

_COLUMNS = ("learner", "exercise", "submitted_at")
_ALL = ""
_MAX_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Who handed in what when."""

    learners: tuple[str, ...]
    """As they are written, in the order of the file, each once."""
    times: Mapping[tuple[str, str], datetime]
    """By learner, folded as folders' names are, and exercise; under an empty one for all others."""

    def submitted(self, learner: str, exercise: str) -> Submitted:
        """When a learner handed in an exercise; UNKNOWN where the list does not say."""
        key = fold(learner)
        at = self.times.get((key, exercise)) or self.times.get((key, _ALL))
        return UNKNOWN if at is None else Submitted(at=at, source=Source.MANIFEST)

    def notices(self, learners: Collection[str]) -> Iterator[str]:
        """Mention whom the list names and none of the `learners` is, folded: they may be called otherwise there."""
        missing = [name for name in self.learners if fold(name) not in learners]
        if missing:
            names = ", ".join(map(shown, missing[:_MAX_NAMED])) + (", …" if missing[_MAX_NAMED:] else "")
            yield f"The list of submission times names {len(missing)} of whom nothing was handed in: {names}."


def load_manifest(file: Path, exercises: Collection[str]) -> Manifest:
    """Read `submissions.csv`; `exercises` are the slugs that may be named.

    Raises UsageError, one line that names the file, the line and the column.
    """
    now = datetime.now(UTC)
    learners: dict[str, str] = {}
    times: dict[tuple[str, str], datetime] = {}
    for row in read_table(read_written(file, SAVE_AS), _COLUMNS):
        where = row.where
        learner, exercise, written = (row.cells[column] for column in _COLUMNS)
        key = fold(learner), exercise
        if not learner:
            raise UsageError(f"{where}: column `learner`: is empty")
        if exercise != _ALL and exercise not in exercises:
            raise UsageError(f"{where}: column `exercise`: there is no exercise {exercise!r}")
        if key in times:
            raise UsageError(
                f"{where}: {learner!r} and this exercise stand there twice; keep the one that counts"
            )
        learners.setdefault(key[0], learner)
        times[key] = _time(written, f"{where}: column `submitted_at`", now)
    return Manifest(learners=tuple(learners.values()), times=times)


def _time(written: str, where: str, now: datetime) -> datetime:
    try:
        when = datetime.fromisoformat(written)
    except ValueError:
        raise UsageError(
            f"{where}: {written!r} is no time: write one like 2026-10-01T21:14:05+08:00"
        ) from None
    if when.tzinfo is None:
        raise UsageError(
            f"{where}: {written!r} has no offset, so nobody knows which instant it is:"
            " write one like 2026-10-01T21:14:05+08:00, or end it with Z for UTC"
        )
    if when > now:
        raise UsageError(f"{where}: {written!r} is still to come: a submission was made before now")
    return when
