"""What a program prints: stands for stdout and stderr, keeps the first bytes and counts the rest.

The underlying stream lasts as long as the process, because a learner's `logging` may hold on to it from one run to the
next; only the text that is wrapped around it is new each time, so that a program can reconfigure, wrap or close it.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OUTPUT_LIMIT = 64 * 1024
"""Bytes kept of what a program prints."""


class Transcript(io.RawIOBase):
    """A stream that keeps the first `limit` bytes, and cannot be closed."""

    name = "<stdout>"

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self.clear()

    def clear(self) -> None:
        """Forget what was written so far."""
        self._kept = bytearray()
        self.dropped = 0
        """Bytes that were not kept."""

    @property
    def text(self) -> str:
        """What was kept."""
        return self._kept.decode("utf-8", "ignore")

    def writable(self) -> bool:
        """It can be written."""
        return True

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Keep as much of `data` as there is room for."""
        size = len(data)
        kept = data[: self._limit - len(self._kept)]
        self._kept += kept
        self.dropped += size - len(kept)
        return size

    def close(self) -> None:
        """Do nothing: the next run writes here, too."""

    def as_text(self) -> io.TextIOWrapper:
        """A text stream like Python's own stdout, in UTF-8."""
        return io.TextIOWrapper(self, "utf-8", "backslashreplace", newline="\n", write_through=True)


_OUTPUT, _ERRORS = Transcript(OUTPUT_LIMIT), Transcript(0)


@contextmanager
def captured() -> Iterator[Transcript]:
    """Keep what the body prints; what it writes to stderr is let go, for no task asks for that.

    Afterwards the streams are as before, whatever the body made of them.
    """
    saved = sys.stdout, sys.stderr, sys.unraisablehook
    _OUTPUT.clear()
    sys.stdout, sys.stderr, sys.unraisablehook = _OUTPUT.as_text(), _ERRORS.as_text(), _look_away
    try:
        yield _OUTPUT
    finally:
        with contextlib.suppress(Exception):  # it may be anything by now
            sys.stdout.flush()
        sys.stdout, sys.stderr, sys.unraisablehook = saved


def _look_away(unraisable: object) -> None:
    """What goes wrong while objects of the learner's are collected is no failure of whoever runs this."""
