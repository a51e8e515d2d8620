"""A pytest plugin for `grader watch` alone: a learner is told of one task, the first that is not done.

All checks are run, and all tasks are counted; but on the screen of somebody who works on task 1 there is no room for
what tasks 2 to 4 lack.
"""

from __future__ import annotations

import pytest

from grader.items import task_of

_FIRST = pytest.StashKey[int]()
"""Of a config: the task that is told of."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the checks task by task, so that the first that fails is of the first task that is not done."""
    items.sort(key=task_of)


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.TestReport, config: pytest.Config) -> None:
    """Have what fails in later tasks counted as told already."""
    task = dict(getattr(report, "user_properties", ())).get("task")
    if report.failed and task is not None and config.stash.setdefault(_FIRST, task) != task:
        report.told_before = True  # type: ignore[attr-defined]
