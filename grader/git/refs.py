"""Which commit is checked out, where a shallow clone ends, and the record of pushes: small text files in `.git`."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from grader.folders import Kind
from grader.git.budget import Unreadable
from grader.submission_times import moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from grader.folders import Folder
    from grader.git.budget import Budget

MAX_LIST = 1 << 20
"""Bytes of a list, of packed branches or of pushes: some 7,000 of them."""

MAX_TEXT = 4 << 10
"""Bytes of a file that holds one name."""

MAX_RECORDS = 64
"""Branches on the server of which the record of pushes is read."""

_RECORDS = ("logs", "refs", "remotes")
_MAX_DEPTH = 4
_MAX_PARTS = 16
_MAX_STEPS = 5
_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DATE = rb"> (-?\d{1,15}) ([+-])(\d\d)(\d\d)"
_PUSH = re.compile(rb"^[0-9a-f]+ ([0-9a-f]+) [^\n]*" + _DATE + rb"\tupdate by push$", re.MULTILINE)
_WHO_AND_WHEN = re.compile(_DATE + rb"$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A branch was pushed, up to a commit."""

    commit: str
    at: datetime


def head(git: Folder) -> str:
    """Give the id of the commit that is checked out; raises Unreadable where there is none, or Refused."""
    text = _text(git, "HEAD")
    for _ in range(_MAX_STEPS):
        if _ID.fullmatch(text):
            return text
        if not text.startswith("ref: refs/"):
            break
        text = _reference(git, text.removeprefix("ref: ").strip())
    raise Unreadable("nothing is checked out")


def shallow(git: Folder) -> frozenset[str]:
    """Give the commits whose parents a shallow clone leaves out."""
    return frozenset(_text(git, "shallow", MAX_LIST).split() if "shallow" in git.entries() else ())


def pushes(git: Folder, budget: Budget) -> list[Push]:
    """Give what was pushed from here, the oldest first. What was fetched does not say when somebody pushed it."""
    found: list[Push] = []
    for record in islice(_files(git, _RECORDS, _MAX_DEPTH, budget), MAX_RECORDS):
        budget.spend(len(record))
        for commit, *date in _PUSH.findall(record):
            at = _moment(*date)
            if at is not None and _ID.fullmatch(commit.decode()):
                found.append(Push(commit=commit.decode(), at=at))
    return sorted(found, key=lambda push: push.at)


def date_of(line: bytes) -> datetime | None:
    """Give the date at the end of a commit's line on its author."""
    found = _WHO_AND_WHEN.search(line)
    return None if found is None else _moment(*found.groups())


def _moment(seconds: bytes, sign: bytes, hours: bytes, minutes: bytes) -> datetime | None:
    offset = 60 * int(hours) + int(minutes)
    return moment(int(seconds), -offset if sign == b"-" else offset)


def _reference(git: Folder, name: str) -> str:
    """Give what a reference says: in a file of its own, or else in the list of the packed ones."""
    *folders, file = name.split("/", _MAX_PARTS)
    with ExitStack() as stack:
        folder = git
        for part in folders:
            # Only what is listed is entered, so that no `..` leads anywhere.
            if part not in folder.entries():
                break
            folder = stack.enter_context(folder.enter(part))
        else:
            if folder.entries().get(file) is Kind.FILE:
                return _text(folder, file)
    packed = _text(git, "packed-refs", MAX_LIST) if "packed-refs" in git.entries() else ""
    return next((line[: -len(name) - 1] for line in packed.splitlines() if line.endswith(f" {name}")), "")


def _files(folder: Folder, path: Sequence[str], depth: int, budget: Budget) -> Iterator[bytes]:
    """Give the contents of the files below a path, of which any part may be missing."""
    entries = folder.entries()
    budget.step(1 + len(entries))
    names = path[:1] or sorted(entries)
    for name in names:
        if entries.get(name) is Kind.FOLDER and (path or depth):
            with folder.enter(name) as inner:
                yield from _files(inner, path[1:], depth if path else depth - 1, budget)
        elif not path and entries[name] is Kind.FILE:
            yield folder.read(name, MAX_LIST)


def _text(folder: Folder, name: str, limit: int = MAX_TEXT) -> str:
    return folder.read(name, limit).decode("utf-8", "surrogateescape").strip()
