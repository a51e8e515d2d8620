"""Puts rendered reports on the disk, each whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from grader.errors import UsageError

LONGEST_NAME = 120
"""Bytes of a file name that are kept of a learner's name; file systems take 255."""

_UNSAFE = re.compile(
    r"""
    [\x00-\x1f\x7f"%*/:<>?\\|]                    # separators, wildcards, and the sign of an escape
    | ~                                          # stands before the digest of a name that was cut
    | ^\. | [. ]$                                # hides a file; Windows drops it
    | ^(?=(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ ]*(?:\.|$))[a-z]  # a device on Windows
    """,
    re.VERBOSE | re.IGNORECASE,
)


Text = str | Iterable[str]
"""The text of a file, whole or in pieces."""


def write_all(folder: Path, files: Iterable[tuple[str, Text]]) -> None:
    """Write `files`, (relative name, text), below `folder`. Raises UsageError where that cannot be done."""
    for name, text in files:
        target = folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(target, text)
        except OSError as error:
            raise UsageError(f"{target}: cannot be written: {error.strerror}") from None


def check_writable(folder: Path) -> None:
    """Try out whether `folder` can be written, before the work is done that is to stand there. Raises UsageError.

    Nothing is left of the trial; the folder need not be there yet.
    """
    existing = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from None


def check_outside(out: Path, classes: Iterable[Path]) -> None:
    """Raise UsageError where what is written would be taken for a learner's the next time."""
    for folder in classes:
        if out.resolve().is_relative_to(folder.resolve()):
            raise UsageError(f"--out {out} lies in {folder}: write the report outside of the class")


def _write_whole(target: Path, text: Text) -> None:
    """Write beside the target, then rename: a reader sees the old file or the new one, never half of one."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.writelines([text] if isinstance(text, str) else text)
        beside.chmod(0o644)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def file_name(learner: str) -> str:
    """A learner's name as the name of a file, the same on every system: what is unsafe is written as %XX."""
    safe = _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), learner)
    if len(safe.encode()) <= LONGEST_NAME:
        return safe
    cut = safe.encode()[: LONGEST_NAME - 17].decode(errors="ignore")
    return f"{cut}~{sha256(learner.encode()).hexdigest()[:16]}"
