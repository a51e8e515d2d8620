"""What one run of a scenario gave: plain records that may cross from the worker to the judge.

No judgement lives here (see `grader.results`) and no text for people (see `grader.diagnosis`). This module is
loaded beside the learner's code, so it holds nothing that a learner must not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from grader.clock.sightings import Place, Sightings
from grader.flags import Flag


class Trouble(StrEnum):
    """Why a scenario gave no value."""

    RAISED = "raised"
    """The program raised an exception."""
    NOT_IMPLEMENTED = "not_implemented"
    """The stub is still there."""
    MISSING_FILE = "missing_file"
    SYNTAX = "syntax"
    """Python cannot compile the file."""
    NOT_UTF8 = "not_utf8"
    """The file is no text in UTF-8, nor in the encoding that its first lines name."""
    IMPORT = "import"
    """The file raised, or ended the program, while it was imported."""
    MISSING_NAME = "missing_name"
    """The module does not define a name that the task asks for."""
    SIGNATURE = "signature"
    """A function cannot be called with the arguments that the task gives it."""
    MISUSED = "misused"
    """What the program handed out cannot be used the way the task uses it (`None` for a generator, ...)."""
    DEADLOCK = "deadlock"
    DEADLINE = "deadline"
    """Still running when its real time was up."""
    CRASHED = "crashed"
    """The worker ended: `os._exit`, a segmentation fault, a signal."""
    OUT_OF_MEMORY = "out_of_memory"
    FORBIDDEN = "forbidden"
    """A real socket, file or process, which an exercise does not need."""
    GARBLED = "garbled"
    """The worker sent something that is no observation, or too much of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An exception of the learner's, or the end of their program, as plain data."""

    trouble: Trouble
    type: str = ""
    """Name of the exception's class; empty where there was no exception."""
    message: str = ""
    kinds: tuple[str, ...] = ()
    """Names of the exception's class and its bases, nearest first."""
    frames: tuple[Place, ...] = ()
    """The learner's own frames, outermost first."""
    column: int = 0
    """Of a syntax error: the column of the line's stripped text, from 1 on; 0 where it is not known."""

    @property
    def where(self) -> Place | None:
        """The learner's line that is to blame: the innermost of their frames."""
        return self.frames[-1] if self.frames else None

    @property
    def hangs_in_import(self) -> bool:
        """Whether the module does not get through its own import: every further run would wait for nothing."""
        outermost = self.frames[0].function if self.frames else ""
        return self.trouble is Trouble.DEADLINE and outermost == "<module>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque:
    """Stands for a value that is not plain data: its type's name and a shortened `repr`."""

    type: str
    text: str

    def __repr__(self) -> str:
        return self.text


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was seen of one run of a scenario; a struct, since a grading makes many."""

    value: Any = None
    """What the scenario returned: None, bool, int, float, str, bytes, list, tuple, dict, set or `Opaque`, nested."""
    cut: bool = False
    """Whether there was more of the value than anybody looks at: an `Opaque` may stand where a scenario puts a list."""
    error: Failure | None = None
    elapsed: float = 0.0
    """Virtual seconds from the end of the import to the end of the scenario."""
    output: str = ""
    """What the program printed to stdout after its import, cut to 64 KB."""
    output_dropped: int = 0
    """How many bytes were cut off."""
    sightings: Sightings = Sightings()
    threads_left: int = 0
    """Threads that outlived the scenario; a worker with any is not used again."""
    flags: tuple[Flag, ...] = ()
    """What puts the rest in doubt; the judge puts it here, from beside what a worker says it saw."""
