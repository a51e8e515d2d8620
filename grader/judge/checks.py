"""One check, run for its result alone: pytest's fixtures and marks without pytest's reporting.

A judge runs the same items many thousand times. Of pytest's protocol for an item only what bears on the verdict is
kept (the fixtures, the marks that skip, the call); its reports, drawn for people, would cost more than the check. Most
checks ask for nothing but scenarios, parameters, `rng` and plain fixtures of their own; these are made and passed
directly.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from _pytest.assertion import util
from _pytest.python import get_direct_param_fixture_func

from grader import items
from grader.plugin import MAKE
from grader.results import CheckResult, Outcome

_OURS = (KeyboardInterrupt, MemoryError, SystemExit, pytest.exit.Exception)
"""What ends the judge and not the check; memory that it lacks is the fault of the machine."""
_PYTESTS = ("skip", "skipif", "usefixtures", "xfail")
"""Marks that mean something to pytest."""

Values = dict[str, object]
Makers = dict[str, Callable[[Any, Values], object]]
"""What makes each fixture of a check, in this order, from a request like pytest's and what was made before."""
_MAKERS = pytest.StashKey[Makers | None]()
"""Of an item: nothing where pytest itself must set it up."""


def run_check(item: pytest.Item, following: pytest.Item | None) -> CheckResult:
    """Run one check, and tear down what the `following` one does not need."""
    assert isinstance(item, pytest.Function)
    makers = _makers_of(item)
    running, error = _by_pytest(item) if makers is None else _directly(item, makers)
    if item.session._setupstate.stack:
        try:
            item.session._setupstate.teardown_exact(following)
        except Exception as raised:
            running, error = False, raised
    try:
        return items.conclude(item, error, running=running)
    except Exception as broken:  # whatever a submission made of its values, the next check goes on
        said = f"The check itself broke: {type(broken).__name__}: {broken}"
        return CheckResult(id=item.name, task=items.task_of(item), outcome=Outcome.ERRORED, message=said)
    finally:
        items.forget(item)


def _directly(item: pytest.Function, makers: Makers) -> tuple[bool, BaseException | None]:
    """Whether the check itself began, and how it failed."""
    request = SimpleNamespace(node=item, config=item.config)
    running, values = False, Values()
    items.begin(item)
    try:
        for name, make in makers.items():
            values[name] = make(request, values)
        running = True
        item.obj(**{name: values[name] for name in item._fixtureinfo.argnames})
    except _OURS:
        raise
    except BaseException as raised:  # pytest's own outcomes are no Exceptions
        return running, raised
    return running, None


def _by_pytest(item: pytest.Function) -> tuple[bool, BaseException | None]:
    """The same, with whatever fixtures and marks it has."""
    running, error = False, None
    item._initrequest()
    try:
        item.ihook.pytest_runtest_setup(item=item)
        running = True
        item.runtest()
    except _OURS:
        raise
    except BaseException as raised:
        error = raised
    item._request = False  # type: ignore[assignment]  # as pytest does when an item is to be run again
    item.funcargs = {}
    return running, error


def _makers_of(item: pytest.Function) -> Makers | None:
    """What makes the fixtures of a check; nothing where it asks for something that is pytest's business."""
    if _MAKERS not in item.stash:
        makers = Makers()
        plain = item.cls is None and not inspect.iscoroutinefunction(item.obj)
        plain = plain and not any(mark.name in _PYTESTS for mark in item.iter_markers())
        names = [name for name in item.fixturenames if name != "request"]  # our own fixtures ask for that
        item.stash[_MAKERS] = makers if plain and all(_add(item, name, makers) for name in names) else None
    return item.stash[_MAKERS]


def _add(item: pytest.Function, name: str, makers: Makers) -> bool:
    """Add what makes a fixture, and what it asks for; false where only pytest can."""
    definitions = item._fixtureinfo.name2fixturedefs.get(name)
    if name in makers or not definitions:
        return name in makers
    found = definitions[-1]
    function: Any = found.func
    if function is get_direct_param_fixture_func:
        makers[name] = partial(_parameter, item.callspec.params[name])
    elif hasattr(function, MAKE):
        makers[name] = partial(_made, getattr(function, MAKE))
    elif _is_plain(found, name) and all(_add(item, argument, makers) for argument in found.argnames):
        makers[name] = partial(_called, function, found.argnames)
    else:
        return False
    return True


def _is_plain(found: pytest.FixtureDef[Any], name: str) -> bool:
    """Whether a fixture is made by one call, for one check, without an end of its own."""
    special = (inspect.isgeneratorfunction, inspect.iscoroutinefunction, inspect.isasyncgenfunction)
    asks = {name, "request"} & set(found.argnames)
    return (
        found.scope == "function"
        and not found.params
        and not asks
        and not any(is_(found.func) for is_ in special)
    )


def _parameter(value: object, request: object, values: Values) -> object:
    return value


def _made(make: Callable[[Any], object], request: object, values: Values) -> object:
    return make(request)


def _called(
    function: Callable[..., object], names: tuple[str, ...], request: object, values: Values
) -> object:
    return function(**{name: values[name] for name in names})


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
