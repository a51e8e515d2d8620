"""What a judge concluded: plain frozen records.

They are written and read by `grader.results_file`. What was *seen* of a run is in `grader.observation`; points are
worked out in `grader.scoring`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from grader.causes import Diagnosis, Where
from grader.flags import Flag

__all__ = [
    "FORMAT",
    "CheckResult",
    "Diagnosis",
    "Flag",
    "Job",
    "Outcome",
    "RunResult",
    "Status",
    "Where",
    "no_score",
]

FORMAT = "grader/results/v1"


class Outcome(StrEnum):
    """What became of one check. Only `passed` earns points."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    """The spec itself broke; its author must look."""
    TIMED_OUT = "timed_out"
    NOT_RUN = "not_run"


class Status(StrEnum):
    """What became of one learner's run of one exercise."""

    GRADED = "graded"
    MISSING = "missing"
    """Nothing was handed in."""
    UNGRADABLE = "ungradable"
    """Something was handed in that cannot be taken; the flags say what."""
    INFRASTRUCTURE_ERROR = "infrastructure_error"
    """The machine failed: there is no score, not a score of 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check and what became of it."""

    id: str
    """`test_name[parameters]`, unique within the exercise."""
    task: int
    outcome: Outcome
    title: str = ""
    """The fact that the check proves: the first line of its docstring."""
    message: str = ""
    """Why it did not pass, for the learner, in English; its first line is the headline."""
    called: str | None = None
    """What was called, as the learner would write it."""
    elapsed: float = 0.0
    """Virtual seconds, summed over the check's scenarios."""
    where: Where | None = None
    output: str = ""
    """What the learner's program printed meanwhile."""
    diagnosis: Diagnosis | None = None
    """The same as `message`, in parts that can be laid out and translated; nothing where it passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission to one exercise, self-contained: any judge of the same course can run it."""

    exercise: str
    module: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """One job judged: every check of the exercise's spec, in the spec's order, whether it ran or not."""

    exercise: str
    status: Status
    checks: tuple[CheckResult, ...] = ()
    flags: tuple[Flag, ...] = ()
    message: str = ""
    """For a run without a score: why."""

    @property
    def flagged(self) -> bool:
        """Whether the measurement is in doubt, so that a person must look before its score counts."""
        return any(flag.is_tampering for flag in self.flags)


def no_score(job: Job, reason: str) -> RunResult:
    """The result of a job on which the machine failed, or whose spec cannot be used."""
    return RunResult(exercise=job.exercise, status=Status.INFRASTRUCTURE_ERROR, message=reason)
