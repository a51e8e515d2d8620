"""When a submission was made, and who says so: plain records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Who says when a submission was made."""

    GIT_PUSH = "git-push"
    """The record of pushes in the learner's repository."""
    GIT_AUTHOR = "git-author"
    """The author's date of the commit, which is what the learner's machine said."""
    MANIFEST = "manifest"
    """A list that the learning platform, or a person, has made."""
    FILE_TIMES = "file-times"
    """The latest change of a file, on the disk or in a zip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """When a submission was made, and who says so; neither where nobody knows."""

    at: datetime | None = None
    """With an offset."""
    source: Source | None = None


UNKNOWN = Submitted()
