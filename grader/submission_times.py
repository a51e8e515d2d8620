"""When a submission was made, and who says so: plain records, and whose word counts first. Pure.

| source | who says it | what it is worth |
|---|---|---|
| git-push | the record that a learner's git keeps of its pushes | as much as the clock of that machine |
| git-author | the author's date of the commit | the same; and a commit that is amended keeps its first date |
| manifest | a list by the learning platform, or by a person | as much as whoever made it |
| file-times | the file system, or a zip | little: copying may change it, and anybody can |

None of the git dates is a server's word. A learner who wants to can write any of them; where that matters, let the
platform say when it received the work, and grade what it received without its `.git`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

_EARLIEST = datetime(1980, 1, 2, tzinfo=UTC)
"""What is older was written by tools that know no time: they say 1970, or 1980, where the years of a zip begin."""
_DAY = 24 * 60


class Source(StrEnum):
    """Who says when a submission was made, in the order in which they are believed."""

    GIT_PUSH = "git-push"
    """The record of pushes in the learner's repository."""
    GIT_AUTHOR = "git-author"
    """The author's date of the commit, which is what the learner's machine said."""
    MANIFEST = "manifest"
    """A list that the learning platform, or a person, has made."""
    FILE_TIMES = "file-times"
    """The latest change of a file, on the disk or in a zip."""


_RANK = {source: rank for rank, source in enumerate(Source)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """When a submission was made, and who says so; neither where nobody knows."""

    at: datetime | None = None
    """With an offset."""
    source: Source | None = None


UNKNOWN = Submitted()


def best(candidates: Iterable[Submitted], now: datetime) -> Submitted:
    """Give the candidate to believe: of the first source that has one, the earliest; UNKNOWN where there is none.

    A time after `now`, which needs a time zone, is no time, nor is one from before there was anything to hand in.
    Where the same source has two, the same work was found twice: it was there when the first was.
    """
    known = [
        (_RANK[one.source], one.at, one)
        for one in candidates
        if one.at is not None and one.source is not None and _EARLIEST <= one.at <= now
    ]
    return min(known, key=lambda each: each[:2])[2] if known else UNKNOWN


def moment(seconds: float, offset_minutes: int = 0) -> datetime | None:
    """Give the time so many seconds after 1970, to the second, on the clocks of an offset; None if there is none."""
    zone = timezone(timedelta(minutes=offset_minutes)) if abs(offset_minutes) < _DAY else UTC
    try:
        return datetime.fromtimestamp(int(seconds), UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return None
