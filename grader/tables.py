"""Tables that people write, as CSV: rows by column; what is wrong is one line naming the file, the line and the column.

Cells are separated by commas, or by semicolons or tabs, as Excel does in many countries. Columns may stand in any
order and in either case, and others are let be, unless they look like a slip of the pen. What the cells mean is the
business of whoever asks; a worksheet of Moodle's, which must go back as it came, is `reports.worksheet`.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.errors import UsageError
from grader.written import Written

SAVE_AS = "`CSV UTF-8`"
"""What Excel calls the right format."""
_SEPARATORS = ",;\t"
_ALIKE = 0.8
"""From here on, of 1, a column's name is taken for a misspelt one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that is not blank."""

    where: str
    """The file and the line in which it begins: `roster.csv: line 3`."""
    cells: Mapping[str, str]
    """By column, of those that are known, without the space around them; empty where there is no such column."""


def read_table(written: Written, required: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """Give the rows of a table that must have the `required` columns. Raises UsageError."""
    known = (*required, *optional)
    lines = io.StringIO(written.text, newline="")
    rows = csv.reader(lines, delimiter=_separator(written.text, known), strict=True, skipinitialspace=True)
    line = 1
    try:
        header = [name.strip().casefold() for name in next(rows, [])]
        _check_header(header, required, known, f"{written.name}: line 1")
        line = rows.line_num + 1
        for row in rows:
            if any(map(str.strip, row)):
                where = f"{written.name}: line {line}"
                _check_width(row, header, where)
                found = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
                yield Row(where=where, cells={name: found.get(name, "") for name in known})
            line = rows.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{written.name}: line {line}: is not CSV: {error}") from None


def _separator(text: str, known: Sequence[str]) -> str:
    """That by which the first line falls into the most columns that are known."""
    first = text.partition("\n")[0].casefold()

    def columns(separator: str) -> int:
        return len({name.strip(' "\r') for name in first.split(separator)} & set(known))

    return max(_SEPARATORS, key=columns)


def _check_header(header: Sequence[str], required: Sequence[str], known: Sequence[str], where: str) -> None:
    for name in header:
        meant = difflib.get_close_matches(name, set(known) - set(header), n=1, cutoff=_ALIKE)
        if name not in known and meant:
            raise UsageError(
                f"{where}: column `{name}`: call it `{meant[0]}`, or, if it is not meant, otherwise"
            )
    for name in known:
        if header.count(name) > 1:
            raise UsageError(f"{where}: the column `{name}` stands there twice")
    for name in required:
        if name not in header:
            raise UsageError(f"{where}: there is no column `{name}`; the columns are {', '.join(known)}")


def _check_width(row: Sequence[str], header: Sequence[str], where: str) -> None:
    if any(map(str.strip, row[len(header) :])):
        raise UsageError(
            f"{where}: has more cells than there are columns; put a cell with commas into quotes"
        )
