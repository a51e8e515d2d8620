"""A pytest plugin for `grader watch` alone: a learner is told of one task, the first that is not done.

All checks are run, and all tasks are counted; but on the screen of somebody who works on task 1 there is no room for
what tasks 2 to 4 lack.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from grader.items import exercise_of, task_of

_FIRST = pytest.StashKey[int]()
"""Of a config: the task that is told of."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the checks task by task, so that the first that fails is of the first task that is not done."""
    items.sort(key=task_of)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count what fails in later tasks as told."""
    report = yield
    if report.failed and exercise_of(item) is not None:
        first = item.config.stash.setdefault(_FIRST, task_of(item))
        if task_of(item) != first:
            report.told_before = True  # type: ignore[attr-defined]
    return report
