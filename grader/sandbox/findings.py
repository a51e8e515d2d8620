"""The flags that a worker has raised, each with the learner's line that led to it."""

from __future__ import annotations

from types import FrameType

from grader.clock import looking, places
from grader.flags import Flag, FoundBy
from grader.sandbox.loading import SubmissionModules
from grader.sandbox.rules import REASONS

MOST = 20
"""Flags kept of one scenario: who goes on and on needs no more evidence."""


class Findings:
    """Collects flags; `files` are the learner's, once they are known."""

    files: SubmissionModules | None = None

    def __init__(self) -> None:
        self._flags: list[Flag] = []

    def __bool__(self) -> bool:
        return bool(self._flags)

    def add(
        self, code: str, found_by: FoundBy, frame: FrameType | None = None, *, evidence: str = ""
    ) -> None:
        """Raise a flag, once, for what the code in `frame` did."""
        try:
            file, line = self._line(frame)
        except BaseException:  # a flag without a line is better than none
            file = line = None
        flag = Flag(
            code=code, reason=REASONS[code], file=file, line=line, evidence=evidence, found_by=found_by
        )
        if flag not in self._flags and len(self._flags) < MOST:
            self._flags.append(flag)

    def take(self) -> tuple[Flag, ...]:
        """All that were raised; they are forgotten here."""
        found, self._flags = tuple(self._flags), []
        return found

    def _line(self, frame: FrameType | None) -> tuple[str | None, int | None]:
        """The learner's line that led to a frame."""
        while frame is not None and self.files is not None:
            if self.files.owns(frame.f_code.co_filename):
                return frame.f_code.co_filename, frame.f_lineno
            frame = looking.behind(frame)
        return None, None


def is_library(frame: FrameType) -> bool:
    """Whether a frame runs the library's code, or our own: not at the learner's own word."""
    asking: FrameType | None = frame
    while asking is not None and asking.f_code.co_filename.startswith("<frozen importlib"):
        asking = looking.behind(asking)
    if asking is None:
        return True
    file = asking.f_code.co_filename
    return file.startswith("<frozen") or (file != "<string>" and not places.is_learners(file))
