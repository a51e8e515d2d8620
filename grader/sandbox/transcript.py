"""What a program prints: stands for stdout and stderr, keeps the first bytes and counts the rest.

The underlying stream lasts as long as the process, because a learner's `logging` may hold on to it from one run to the
next; only the text that is wrapped around it is new each time, so that a program can reconfigure, wrap or close it.
What was kept does not hang on the stream: a program that has printed something cannot take it back.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

OUTPUT_LIMIT = 64 * 1024
"""Bytes kept of what a program prints."""


class Transcript:
    """The first `limit` bytes of what was written."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._text: io.TextIOWrapper | None = None
        self.clear()

    def clear(self) -> None:
        """Forget what was written so far."""
        self.flush()
        self._kept = bytearray()
        self.dropped = 0
        """Bytes that were not kept."""

    @property
    def text(self) -> str:
        """What was kept."""
        return self._kept.decode("utf-8", "ignore")

    def written_through(self, text: io.TextIOWrapper) -> io.TextIOWrapper:
        """From here on, what this text stream holds back belongs to what was written, too."""
        self._text = text
        return text

    def flush(self) -> None:
        """Take in what the text stream still holds back: it hands on pieces at once, since most are short."""
        if self._text is not None:
            with contextlib.suppress(BaseException):  # a program may have closed it, or taken it apart
                self._text.flush()

    def add(self, data: bytes | bytearray | memoryview) -> int:
        """Keep as much of `data` as there is room for; gives its length."""
        size = len(data)
        kept = data[: self._limit - len(self._kept)]
        self._kept += kept
        self.dropped += size - len(kept)
        return size


class Stream(io.RawIOBase):
    """A stream that can be written, and cannot be closed."""

    name = "<stdout>"

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        """The descriptor that it stands for, if it has one: `faulthandler.enable()` asks stderr."""
        return super().fileno() if self._descriptor is None else self._descriptor

    def writable(self) -> bool:
        """It can be written."""
        return True

    def write(self, data: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Add `data` to the transcript."""
        return _TRANSCRIPTS[self].add(data)

    def close(self) -> None:
        """Do nothing: the next run writes here, too."""


_OUTPUT, _ERRORS = Stream(), Stream(descriptor=2)
_TRANSCRIPTS = {_OUTPUT: Transcript(OUTPUT_LIMIT), _ERRORS: Transcript(0)}


@contextmanager
def captured() -> Iterator[Transcript]:
    """Keep what the body prints; what it writes to stderr is let go, for no task asks for that.

    Afterwards the streams are as before, whatever the body made of them.
    """
    saved = sys.stdout, sys.stderr, sys.unraisablehook
    transcript = _TRANSCRIPTS[_OUTPUT]
    transcript.clear()
    sys.stdout = transcript.written_through(_as_text(_OUTPUT))
    sys.stderr, sys.unraisablehook = _as_text(_ERRORS), _look_away
    try:
        yield transcript
    finally:
        written = sys.stdout
        sys.stdout, sys.stderr, sys.unraisablehook = saved
        with contextlib.suppress(BaseException):  # it may be anything by now, and raise SystemExit
            written.flush()
        transcript.flush()


def _as_text(stream: Stream) -> io.TextIOWrapper:
    """A text stream like Python's own stdout, in UTF-8."""
    return io.TextIOWrapper(stream, "utf-8", "backslashreplace", newline="\n")


def _look_away(unraisable: object) -> None:
    """What goes wrong while objects of the learner's are collected is no failure of whoever runs this."""
