"""Files that people write, as text and read as records: what is wrong is one line naming the file and line or field.

What the fields mean, and what the types alone do not catch, is the business of whoever asks.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec

from grader.errors import UsageError

Record = TypeVar("Record", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody has written, and where: results.json keeps it, so that it can be read again."""

    name: str
    """The file, as messages name it."""
    text: str


def read_written(file: Path, save_as: str = "UTF-8", *, keep_mark: bool = False) -> Written:
    """The text of a file, with its byte order mark only where that is to be kept.

    Raises UsageError, which says how to `save_as` where it is not UTF-8.
    """
    try:
        # With its line ends as they are: a cell of a CSV file may hold some.
        text = file.read_bytes().decode("utf-8" if keep_mark else "utf-8-sig")
        return Written(name=str(file), text=text)
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
        raise UsageError(f"{written.name}: {_in_words(str(error), record)}") from None


_WRONG_TYPE = re.compile(
    r"Expected `(?P<wanted>[^`]*)`, got `(?P<found>[^`]*)`(?: - at `\$(?P<path>[^`]*)`)?"
)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>[^`]*)`(?: - at `\$(?P<path>[^`]*)`)?")
_MISSING = re.compile(r"Object missing required field `(?P<name>[^`]*)`(?: - at `\$(?P<path>[^`]*)`)?")
_TYPES = {
    "array": "a list",
    "bool": "true or false",
    "datetime": "a date",
    "float": "a number",
    "int": "a whole number",
    "null": "nothing",
    "object": "a table",
    "str": "text in quotes",
}


def _in_words(said: str, record: type[msgspec.Struct]) -> str:
    """What msgspec says of a record, as somebody would say it who knows TOML alone."""
    if found := _WRONG_TYPE.fullmatch(said):
        wanted, given = (_types(found[name]) for name in ("wanted", "found"))
        return f"{_place(found['path'])}: must be {wanted}, and is {given}"
    if found := _UNKNOWN.fullmatch(said):
        fields = ", ".join(_fields(record, found["path"] or ""))
        there_are = f"; there are {fields}" if fields else ""
        return f"{_place(found['path'], found['name'])}: there is no such field{there_are}"
    if found := _MISSING.fullmatch(said):
        return f"{_place(found['path'], found['name'])}: is missing"
    return said


def _types(names: str) -> str:
    return " or ".join(_TYPES.get(name, name) for name in names.split(" | ") if name != "null")


def _place(path: str | None, name: str = "") -> str:
    """`$.override[0]` and `by` as "override 1, field `by`"."""
    spoken = re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1}", path or "").replace("[...]", "")
    spoken = f"{spoken}.{name}".strip(".")
    numbered = re.fullmatch(r"(?P<item>.* \d+)(?:\.(?P<field>.+))?", spoken)
    if numbered is None:
        return f"field `{spoken}`"
    return f"{numbered['item']}, field `{numbered['field']}`" if numbered["field"] else numbered["item"]


def _fields(record: Any, path: str) -> list[str]:
    """The fields of the record at a path, where that can be found out."""
    for name in re.findall(r"\w+", re.sub(r"\[[^]]*\]", "", path)):
        kinds = [field.type for field in msgspec.structs.fields(record) if field.encode_name == name]
        kinds += [kind for one in kinds for kind in get_args(one)]
        record = next(
            (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, msgspec.Struct)), None
        )
        if record is None:
            return []
    return [field.encode_name for field in msgspec.structs.fields(record)]
