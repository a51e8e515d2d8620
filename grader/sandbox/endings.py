"""What the end of a worker means: its wait status, and the lines that one which hangs has written down."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping

from grader.clock.sightings import Place
from grader.observation import Failure, Trouble

_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U(00(?:0[0-9a-f]|10)[0-9a-f]{4}))")
_FRAME = re.compile(r'File "(?P<file>[^"]*)", line (?P<line>\d{1,9}) in (?P<function>.*)')


def frames_of_dump(text: str, files: Mapping[str, bytes]) -> tuple[Place, ...]:
    """The learner's frames, outermost first, of a dump by `faulthandler`."""
    found = [match for match in _FRAME.finditer(_unescaped(text)) if match["file"] in files]
    return tuple(_place(match, files) for match in reversed(found))


def _unescaped(text: str) -> str:
    """The names as they are written: `faulthandler` knows ASCII only."""
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2] or match[3], 16)), text)


def _place(match: re.Match[str], files: Mapping[str, bytes]) -> Place:
    line = int(match["line"])
    lines = files[match["file"]].decode("utf-8", "replace").splitlines()
    source = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return Place(file=match["file"], line=line, function=match["function"], source=source)


def crash(status: int) -> Failure:
    """What the end of a worker means, from its wait status."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return Failure(trouble=Trouble.DEADLINE, message="")
        return Failure(trouble=Trouble.CRASHED, type=signal.strsignal(number) or f"signal {number}")
    return Failure(trouble=Trouble.CRASHED, message=str(os.waitstatus_to_exitcode(status)))
