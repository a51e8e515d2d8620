"""TOML files that people write, read as records: what is wrong is one line that names the file and the line or field.

What the fields mean, and what the types alone do not catch, is the business of whoever asks.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from grader.errors import UsageError

Record = TypeVar("Record", bound=msgspec.Struct)


def read_toml(file: Path, record: type[Record]) -> Record:
    """The contents of a file. Raises UsageError."""
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8-sig")), record)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError(f"{file}: is not UTF-8 (at line {line}); save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file}: is not valid TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise UsageError(f"{file}: {error}") from None
