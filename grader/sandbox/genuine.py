"""Whether code that goes by the name of a library's file is what stands in that file.

Whose a line is, is told by the file name in its code; and `compile` takes any name, as `marshal` takes any bytes. So
what is compiled or loaded beside a learner's code under a name of the library's is compared with the file itself,
which nobody behind the walls can write to.
"""

from __future__ import annotations

import io
import sysconfig
from pathlib import Path

from grader.clock import places

_HEAD = 16
"""Bytes of a `.pyc` before the code."""
_FOLDERS = tuple(
    {f"{folder}/" for name in ("stdlib", "platstdlib") if (path := sysconfig.get_path(name))
     for folder in (Path(path), Path(path).resolve())}
)  # fmt: skip
_open = io.FileIO  # whatever becomes of `open`


def may_be_compiled(source: object, file: str) -> bool:
    """Whether code of this text may go by this file's name: it is the learner's, or nobody's, or the library's own."""
    if file == "<string>" or places.is_learners(file):
        return True
    text = _content(file)
    return text is not None and (source == text if type(source) is bytes else _says(source, text))


def is_bytecode_of(data: bytes, file: object) -> bool:
    """Whether these bytes are the code in a `.pyc` file of the library's."""
    content = _content(file) if type(file) is str else None
    return content is not None and content[_HEAD:] == data


def _says(source: object, text: bytes) -> bool:
    return type(source) is str and source.encode("utf-8", "surrogatepass") == text.replace(b"\r\n", b"\n")


def _content(file: str) -> bytes | None:
    """What stands in a file of the library's."""
    if not file.startswith(_FOLDERS) or "/../" in file:
        return None
    try:
        with _open(file) as opened:
            return opened.readall()
    except OSError:
        return None
