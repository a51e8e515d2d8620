"""Which commit made a file what it is, when that was written, and when it was first pushed.

A file's commit is found by walking back from the one that is checked out, as long as some parent has the file with
the same content; so a merge counts only for what is in none of its parents. The oldest commit of a shallow clone
counts for all that it holds: the work is at least that old.
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.folders import Kind, Refused
from grader.git.budget import Unreadable
from grader.git.objects import Objects, id_of
from grader.git.refs import date_of, head, pushes, shallow
from grader.submission_times import Source, Submitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from grader.folders import Folder
    from grader.git.budget import Budget

GIT = ".git"

MAX_PUSHED = 5_000
"""Commits that are walked to tell what was pushed when; beyond them no push is known."""

_BROKEN = (Refused, Unreadable, zlib.error, struct.error, IndexError, KeyError, OverflowError, ValueError)
"""What reading hostile bytes raises, besides what says so itself."""

_KEPT_ENTRIES = 50_000
_REGULAR = re.compile(rb"100\d{3}")
_HEADERS = re.compile(
    rb"tree (?P<tree>[0-9a-f]+)\n(?P<parents>(?:parent [0-9a-f]+\n)*)author (?P<author>[^\n]*)\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Commit:
    tree: str
    parents: tuple[str, ...]
    authored: datetime | None


def commit_dates(
    checkout: Folder, works: Sequence[Mapping[str, bytes]], budget: Budget
) -> list[tuple[Submitted, ...]]:
    """Tell for each of `works` when it was made: pushed, where that is known, and then written by its author.

    `checkout` is a folder with a `.git`; a work has the contents of its files by their paths in it. Nothing is told of
    one that is not committed as it is, and of any if the repository cannot be read. Raises nothing.
    """
    try:
        if checkout.entries().get(GIT) is not Kind.FOLDER:
            return [()] * len(works)
        with checkout.enter(GIT) as git, git.enter("objects") as objects:
            history = _History(git, objects, budget)
            return [history.dates(work) for work in works]
    except _BROKEN:
        return [()] * len(works)


class _History:
    """The commits of a repository, and what each file was in them."""

    def __init__(self, git: Folder, objects: Folder, budget: Budget) -> None:
        self._objects = Objects(objects, budget)
        self._budget = budget
        self._head = head(git)
        self._cut = shallow(git)
        self._pushes = pushes(git, budget)
        self._commits: dict[str, _Commit] = {}
        self._trees: dict[str, dict[bytes, tuple[bytes, str]]] = {}
        self._entries = 0
        self._pushed: dict[str, datetime] | None = None

    def dates(self, work: Mapping[str, bytes]) -> tuple[Submitted, ...]:
        """Tell when a work was made; nothing where its commits cannot be read."""
        try:
            return self._dates(work)
        except _BROKEN:
            return ()

    def _dates(self, work: Mapping[str, bytes]) -> tuple[Submitted, ...]:
        origins = {self._origin(path, content) for path, content in work.items()}
        authored = _latest(None if name is None else self._commit(name).authored for name in origins)
        if authored is None:
            return ()
        written = Submitted(at=authored, source=Source.GIT_AUTHOR)
        pushed = _latest(self._first_pushes().get(name or "") for name in origins)
        # Nobody pushes what is still to be written: then one of the clocks was wrong, or one of the dates made up.
        if pushed is None or pushed < authored:
            return (written,)
        return Submitted(at=pushed, source=Source.GIT_PUSH), written

    def _origin(self, path: str, content: bytes) -> str | None:
        """The commit that made a file what it is, None if it is not committed like that."""
        name = self._head
        blob = self._blob(name, path)
        # Git on Windows writes a line end as two characters, and commits it as one.
        as_committed = content, content.replace(b"\r\n", b"\n")
        if blob is None or blob not in {id_of(each, "blob", len(name)) for each in as_committed}:
            return None
        while True:
            parents = self._commit(name).parents
            same = next((parent for parent in parents if self._blob(parent, path) == blob), None)
            if same is None:
                return name
            name = same

    def _blob(self, commit: str, path: str) -> str | None:
        """The id of a file's content in a commit, None if there is no such file."""
        self._budget.step()
        *folders, file = path.encode("utf-8", "surrogateescape").split(b"/")
        tree = self._commit(commit).tree
        for folder in folders:
            mode, tree = _entry(self._tree(tree), folder)
            if mode != b"40000":
                return None
        mode, blob = _entry(self._tree(tree), file)
        return blob if _REGULAR.fullmatch(mode) else None

    def _commit(self, name: str) -> _Commit:
        if name not in self._commits:
            found = _HEADERS.match(self._objects.read(name, "commit"))
            if found is None:
                raise Unreadable(f"{name} is no commit")
            parents = tuple(found["parents"].decode().split()[1::2])
            self._commits[name] = _Commit(
                tree=found["tree"].decode(),
                parents=() if name in self._cut else parents,
                authored=date_of(found["author"]),
            )
        return self._commits[name]

    def _tree(self, name: str) -> dict[bytes, tuple[bytes, str]]:
        if name not in self._trees:
            entries = _parsed(self._objects.read(name, "tree"), len(name) // 2)
            self._entries += len(entries)
            if self._entries > _KEPT_ENTRIES:
                self._trees.clear()
                self._entries = len(entries)
            self._trees[name] = entries
        return self._trees[name]

    def _first_pushes(self) -> Mapping[str, datetime]:
        """When each commit was pushed for the first time, itself or below another one."""
        if self._pushed is None:
            self._pushed = {}
            # A branch that was replaced may have been cleaned away, and half of the record could name too late a push.
            with suppress(*_BROKEN):
                self._pushed = self._walk_pushes()
        return self._pushed

    def _walk_pushes(self) -> dict[str, datetime]:
        pushed: dict[str, datetime] = {}
        for push in self._pushes:
            names = [push.commit]
            while names:
                name = names.pop()
                if name in pushed:
                    continue
                if len(pushed) == MAX_PUSHED:
                    raise Unreadable("too long a history")
                pushed[name] = push.at
                names += self._commit(name).parents
        return pushed


def _parsed(tree: bytes, id_size: int) -> dict[bytes, tuple[bytes, str]]:
    """Give the entries of a folder: name to (mode, id)."""
    entries: dict[bytes, tuple[bytes, str]] = {}
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, name = tree[at:end].partition(b" ")
        at = end + 1 + id_size
        entries[name] = mode, tree[end + 1 : at].hex()
    return entries


def _entry(entries: Mapping[bytes, tuple[bytes, str]], name: bytes) -> tuple[bytes, str]:
    """Give the mode and the id of a name, however its accents are composed; empty ones if there is none."""
    found = entries.get(name)
    if found is None and not name.isascii():
        decomposed = unicodedata.normalize("NFD", name.decode("utf-8", "surrogateescape"))
        found = entries.get(decomposed.encode("utf-8", "surrogateescape"))
    return found or (b"", "")


def _latest(dates: Iterable[datetime | None]) -> datetime | None:
    """Give the latest of the dates, None if one of them is not known, or there is none."""
    known = list(dates)
    return max((date for date in known if date is not None), default=None) if None not in known else None
