"""The source files of one submission: which files of a folder belong to it, and how much is taken.

Here live the bounds of a submission and the rules for names. Where in a learner's work that folder lies is
`layouts`; reading it safely is `folders` and `archives`.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.folders import (
    Content,
    Folder,
    Kind,
    Refused,
    join,
    kibibytes,
    open_folder,
    require,
    too_many,
)
from grader.printable import is_printable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

MAX_FILE = 256 << 10
"""Bytes of a file: a long answer has 20 KB; beyond this it is data, not source."""

MAX_SUBMISSION = 2 << 20
"""Bytes of one submission: they are sent to the worker on every fork."""

MAX_FILES = 64
"""Files of one submission, and folders looked into for them: an answer has one to five."""

MAX_DEPTH = 3
"""Packages within packages beside the exercise's module."""

MAX_FILE_NAME = 100
"""Characters of a file's name: it stands in messages and in tracebacks."""

_LITTER = frozenset({"__pycache__", "__macosx", "node_modules", "venv", "env", "build", "dist"})
# The course's own folders, which a checkout has beside the exercises.
_COURSE = frozenset({"exercises", "solutions", "tests", "grader"})


class Sources:
    """The files of one submission as they come together, within its bounds."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.changed: dict[str, float | None] = {}
        """When each of the files was last changed, in seconds since 1970; None where nothing says so."""
        self._folded: dict[str, str] = {}
        self._size = 0
        self._folders = 0

    @property
    def latest_change(self) -> float | None:
        """When the last of the files was changed, in seconds since 1970; None where that is not known of each."""
        known = [when for when in self.changed.values() if when is not None]
        return max(known) if known and len(known) == len(self.changed) else None

    def take_module(
        self, folder: Folder, names: Mapping[str, Kind], spellings: Sequence[str], module: str
    ) -> None:
        """Take the exercise's module, found in `spellings`; raises Refused unless it is spelt exactly."""
        if len(spellings) > 1:
            both = " and ".join(sorted(spellings))
            raise Refused(
                "double", f"{folder.where} holds {both}, which many machines take for one: keep {module}."
            )
        if spellings[0] != module:
            raise Refused(
                "misnamed", f"{join(folder.where, spellings[0])} cannot be imported: rename it to {module}."
            )
        require(Kind.FILE, names[module], join(folder.where, module))
        self.put(module, folder.read_dated(module, MAX_FILE), folder.where)

    def take_beside(self, folder: Folder, names: Mapping[str, Kind], passed: Collection[str]) -> None:
        """Take the learner's own modules and packages of a folder, except those `passed`; raises Refused."""
        self._take(folder, names, passed, prefix="", depth=0)

    def put(self, name: str, content: Content, where: str) -> None:
        """Put a file in; raises Refused where two names differ in case alone, or for one too many."""
        name = unicodedata.normalize("NFC", name)
        twin = self._folded.setdefault(fold(name), name)
        if twin in self.files:
            raise Refused(
                "double", f"{where} holds {twin} and {name}, which many machines take for one: keep one."
            )
        self.files[name], self.changed[name] = content
        self._size += len(content.data)
        if len(self.files) > MAX_FILES:
            raise too_many(where, MAX_FILES, "Python files")
        if self._size > MAX_SUBMISSION:
            raise Refused(
                "too_large", f"{where} is larger than {kibibytes(MAX_SUBMISSION)}: hand in the source alone."
            )

    def _take(
        self, folder: Folder, names: Mapping[str, Kind], passed: Collection[str], prefix: str, depth: int
    ) -> None:
        for name in sorted(names):
            if name in passed:
                continue
            if is_own_module(name):
                self._take_file(folder, name, names[name], prefix, depth)
            elif name.isidentifier() and not is_litter(name) and not is_of_course(name):
                self._take_package(folder, name, names[name], prefix, depth)

    def _take_file(self, folder: Folder, name: str, kind: Kind, prefix: str, depth: int) -> None:
        _check_name(folder, name)
        # Neither `send (1).py` nor a folder `a.py` can be imported, so that nothing needs them.
        if kind is Kind.FOLDER or not name[:-3].isidentifier():
            return
        where = join(folder.where, name)
        if depth > MAX_DEPTH:
            raise Refused("too_deep", f"{where} lies too deep: put it in at most {MAX_DEPTH} folders.")
        require(Kind.FILE, kind, where)
        self.put(prefix + name, folder.read_dated(name, MAX_FILE), folder.where)

    def _take_package(self, folder: Folder, name: str, kind: Kind, prefix: str, depth: int) -> None:
        if kind in {Kind.FILE, Kind.OTHER} or depth > MAX_DEPTH:
            return
        _check_name(folder, name)
        require(Kind.FOLDER, kind, join(folder.where, name))
        self._folders += 1
        if self._folders > MAX_FILES:
            raise too_many(folder.where, MAX_FILES, "folders")
        with folder.enter(name) as package:
            names = package.entries()
            # A virtual environment under a name of the learner's own is none of their work.
            if "pyvenv.cfg" not in names:
                self._take(package, names, passed=(), prefix=f"{prefix}{name}/", depth=depth + 1)


def own_files(folder: Path, where: str) -> dict[str, bytes]:
    """Give the learner's own files of an exercise's folder, which messages call `where`: what would be graded of it.

    Raises UsageError, naming the file and the fix, where a submission with it would be refused.
    """
    sources = Sources()
    try:
        with open_folder(folder, where) as opened:
            sources.take_beside(opened, opened.entries(), passed=())
    except Refused as refused:
        raise UsageError(refused.reason) from None
    except OSError as error:
        raise UsageError(f"{where} cannot be read: {error.strerror or error}") from None
    return sources.files


def fold(name: str) -> str:
    """Give what two names have in common that a person, or a file system, takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def is_litter(name: str) -> bool:
    """Tell whether a name is what tools leave behind, and is never looked into."""
    return name.startswith(".") or name.lower() in _LITTER


def is_of_course(name: str) -> bool:
    """Tell whether a folder of this name is one of the course's own, and not a learner's package."""
    return name.lower() in _COURSE


def is_own_module(name: str) -> bool:
    """Tell whether a file of this name can be part of a learner's answer: Python, not hidden, and no test."""
    return name.endswith(".py") and not name.startswith((".", "test_")) and name != "conftest.py"


def _check_name(folder: Folder, name: str) -> None:
    if len(name) > MAX_FILE_NAME or not is_printable(name):
        raise Refused(
            "bad_name", f"{join(folder.where, name)} is no name for a module: give it a short and plain one."
        )
