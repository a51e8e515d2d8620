"""The exceptions of the package. Each says whose fault it is, because that decides what happens to a score.

    GraderError
    ├── UsageError           the person at the command line: a path or an option that cannot be used
    ├── CourseError          the author of an exercise: exercise.toml, a spec, a scenario
    ├── SubmissionError      the learner: what their program did; it fails a check
    └── InfrastructureError  the machine: no fork, no memory, a judge that died; it is never a score

The message of each is one line for a person: what is wrong, where, and how to mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from grader.observation import Failure, Observation


class GraderError(Exception):
    """Base of every exception that the package raises on purpose."""


class UsageError(GraderError):
    """The command was given something that it cannot use."""


class CourseError(GraderError):
    """A file of the course is broken: `file` says which, the message says where and how to mend it."""

    def __init__(self, file: Path, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file

    @classmethod
    def of(cls, file: Path, error: UsageError) -> CourseError:
        """What is wrong with a file of the course, where what read it took it for somebody's own."""
        return cls(file, str(error).removeprefix(f"{file}: "))


class InfrastructureError(GraderError):
    """The machine failed, not the submission: the run has no score."""


class SubmissionError(GraderError):
    """The learner's program did not give a value: it raised, hung, crashed or could not be imported.

    Raised in a spec when a scenario is called. `failure` says what happened and on which of the learner's
    lines; `observation` holds everything else that was seen of the run.
    """

    def __init__(self, failure: Failure, observation: Observation | None = None) -> None:
        super().__init__(f"{failure.type}: {failure.message}" if failure.type else failure.message)
        self.failure = failure
        self.observation = observation
