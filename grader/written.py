"""Files that people write, as text and read as records: what is wrong is one line naming the file and line or field.

What the fields mean, and what the types alone do not catch, is the business of whoever asks.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from grader.errors import UsageError

Record = TypeVar("Record", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody has written, and where: results.json keeps it, so that it can be read again."""

    name: str
    """The file, as messages name it."""
    text: str


def read_written(file: Path, save_as: str = "UTF-8") -> Written:
    """The text of a file. Raises UsageError, which says how to `save_as` where it is not UTF-8."""
    try:
        # With its line ends as they are: a cell of a CSV file may hold some.
        return Written(name=str(file), text=file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{file}: is not UTF-8 (at line {line}); save it as {save_as}") from None


def read_toml(written: Written, record: type[Record]) -> Record:
    """What a TOML file says, as a record. Raises UsageError."""
    try:
        return msgspec.convert(tomllib.loads(written.text.replace("\r\n", "\n")), record)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{written.name}: is not valid TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise UsageError(f"{written.name}: {error}") from None
