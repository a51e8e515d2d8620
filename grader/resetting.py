"""Puts a stub back in the place of what a learner wrote, which is kept.

Where the stub comes from: `exercises/NN_slug/.stub`, a copy that the course ships beside it. Git cannot tell which
version of a file was the stub (a learner commits too, and not every copy of a course is a clone), and a copy made at
the first run may hold the learner's first lines. `.stub` comes with every fork and download, a later version of the
course brings its own without a conflict, and `grader validate` keeps it equal to the stub.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from grader.errors import UsageError
from grader.exercises import Exercise
from grader.language import say
from grader.progress import FOLDER, keep, put, run_file


def is_untouched(exercise: Exercise) -> bool:
    """Whether the learner's file is the stub. Raises UsageError where the course has no copy of the stub."""
    mine = _read(exercise.stub) if exercise.stub.exists() else None
    return mine is not None and _same(mine, original_of(exercise))


def original_of(exercise: Exercise) -> bytes:
    """The stub as the course gives it out. Raises UsageError where the course has no copy of it."""
    if not exercise.original.is_file():
        raise UsageError(
            say(
                "this course keeps no copy of the stub of {slug}: {file} is missing",
                slug=exercise.slug,
                file=str(exercise.original),
            )
        )
    return _read(exercise.original)


def reset(exercise: Exercise, now: datetime) -> Path | None:
    """Put the stub back, and forget what the last run found. Gives the backup of what stood there, if anything did.

    Raises UsageError where the backup or the stub cannot be written; without a backup nothing is changed.
    """
    original = original_of(exercise)
    try:
        backup = _back_up(exercise, now) if exercise.stub.exists() else None
        put(exercise.stub, original)
    except OSError as error:
        raise UsageError(
            say(
                "{file} cannot be written: {reason}; nothing was changed",
                file=str(error.filename2 or error.filename or exercise.stub),
                reason=error.strerror or str(error),
            )
        ) from None
    with suppress(OSError):
        run_file(exercise).unlink(missing_ok=True)
    return backup


def _back_up(exercise: Exercise, now: datetime) -> Path:
    folder = exercise.root / FOLDER / "backups" / exercise.slug
    name = f"{exercise.module}-{now:%Y%m%d-%H%M%S}"
    names = (f"{name}{again}.py" for again in ("", *(f"-{number}" for number in range(2, 1000))))
    file = next(folder / one for one in names if not (folder / one).exists())
    keep(exercise.root, file, _read(exercise.stub))
    return file


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            say("{file} cannot be read: {reason}", file=str(file), reason=error.strerror or str(error))
        ) from None


def _same(one: bytes, other: bytes) -> bool:
    """Whether two files are the same text: neither line ends nor a mark at the start count."""
    return _text(one) == _text(other)


def _text(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
