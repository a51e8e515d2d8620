"""Which checks of an entry did not pass, and which of them are worth telling: one list for all the reports. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from grader.explaining import lies_in_the_file
from grader.gradebook import Entry
from grader.results import CheckResult, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChecks:
    """The checks of an entry that did not pass."""

    of_file: CheckResult | None
    """The one that says why the file as a whole is not as it should be: every task fails by it. Else None."""
    by_task: Mapping[int, tuple[CheckResult, ...]]
    """By the number of the task, in order; a task that has none is not there."""

    @property
    def told(self) -> tuple[CheckResult, ...]:
        """What to tell: the first of each task, for the rest often has the same cause; or what lies in the file."""
        if self.of_file is not None:
            return (self.of_file,)
        return tuple(checks[0] for checks in self.by_task.values())


_NONE = OpenChecks(of_file=None, by_task={})


def open_checks(entry: Entry) -> OpenChecks:
    """The checks of `entry` that did not pass; of somebody with all points there are none, which is half a class."""
    if entry.score.points == entry.score.max_points:
        return _NONE
    failed = [check for check in entry.run.checks if check.outcome is not Outcome.PASSED]
    task_of = attrgetter("task")
    return OpenChecks(
        of_file=failed[0] if failed and lies_in_the_file(failed[0]) else None,
        by_task={task: tuple(checks) for task, checks in groupby(sorted(failed, key=task_of), task_of)},
    )
