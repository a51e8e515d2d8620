"""One check, run for its result alone: pytest's fixtures and marks without pytest's reporting.

A judge runs the same items many thousand times. Of pytest's protocol for an item only what bears on the verdict is
kept (the fixtures, the marks that skip, the call); its reports, drawn for people, would cost more than the check.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from _pytest.assertion import util

from grader import items
from grader.results import CheckResult, Outcome

_OURS = (KeyboardInterrupt, SystemExit, pytest.exit.Exception)
"""What ends the judge and not the check."""


def run_check(item: pytest.Item, following: pytest.Item | None) -> CheckResult:
    """Run one check, and tear down what the `following` one does not need."""
    assert isinstance(item, pytest.Function)
    running, error = False, None
    item._initrequest()
    try:
        item.ihook.pytest_runtest_setup(item=item)
        running = True
        item.runtest()
    except _OURS:
        raise
    except BaseException as raised:  # pytest's own outcomes are no Exceptions
        error = raised
    try:
        item.session._setupstate.teardown_exact(following)
    except Exception as raised:
        running, error = False, raised
    item._request = False  # type: ignore[assignment]  # as pytest does when an item is to be run again
    item.funcargs = {}
    try:
        return items.conclude(item, error, running=running)
    except Exception as broken:  # whatever a submission made of its values, the next check goes on
        said = f"The check itself broke: {type(broken).__name__}: {broken}"
        return CheckResult(id=item.name, task=items.task_of(item), outcome=Outcome.ERRORED, message=said)


@contextmanager
def keep_comparisons(config: pytest.Config) -> Iterator[None]:
    """Let comparisons that do not hold be kept as evidence, which pytest does only within its own protocol."""

    def compare(operator: str, left: object, right: object) -> str:
        items.note_comparison(config, operator, left, right)
        return ""

    saved, util._reprcompare = util._reprcompare, compare
    try:
        yield
    finally:
        util._reprcompare = saved
