"""What the learners of a class handed in, as bytes in memory: the records that the pipeline works on.

How they come about is `collecting`; whether the bytes are Python is for others to say.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.submission_times import UNKNOWN, Submitted

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The files that a learner handed in for one exercise."""

    learner: str
    """The name of the learner's folder, or of the zip without `.zip`, in NFC."""
    exercise: str
    """The slug: `03_send`."""
    files: Mapping[str, bytes]
    """Relative posix name to content: the exercise's module, and the learner's own modules beside it."""
    digest: str
    """`sha256:...` of the files: the same wherever the same work was found, and whoever handed it in."""
    submitted: Submitted = UNKNOWN
    """When it was made, and who says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One thing of a learner's that could not be taken; the other exercises and the rest of the class go on.

    An exercise that a rejection names has no submission. A rejection that names none leaves those that were
    found elsewhere, as in a folder beside a broken zip.
    """

    learner: str
    exercise: str | None
    """None where it cannot be told which exercise it belongs to: all of the learner's are touched."""
    code: str
    """One word for programs.

    symlink, special (a FIFO, a device), not_a_file, unreadable: no ordinary file that can be read;
    too_large, too_many, too_deep, zip_bomb: beyond a bound;
    not_a_zip, encrypted, zip_slip: an archive that cannot be opened or trusted;
    double, misnamed, bad_name: names;
    empty: something was handed in, but none of the exercises is in it.
    """
    reason: str
    """One line: what it is, and how to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """All that was found in the folders of a class."""

    learners: tuple[str, ...]
    """Sorted, each once; also those with nothing usable."""
    submissions: tuple[Submission, ...]
    """Sorted by learner, then in the course's order."""
    rejections: tuple[Rejection, ...]
    """Sorted likewise; those that name no exercise come first."""
    notices: tuple[str, ...]
    """What was passed over and belongs to nobody: a line each."""


def digest_of(files: Mapping[str, bytes]) -> str:
    """Give the digest of a submission's files: `sha256:` and 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode(), files[name]):
            # With the lengths, no content can pass for the start of the next name.
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return f"sha256:{digest.hexdigest()}"
