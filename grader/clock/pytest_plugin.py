"""The clock in pytest, and only that: a marker, a fixture, an option.

`@pytest.mark.exercise_clock(**options)`, or the use of the fixture `exercise_clock`, puts a test on the clock from its
setup to its teardown, so that the loops which pytest-asyncio's fixtures make are on it too, whatever their scope.
pytest's own timings, and the limits of pytest-timeout, stay real.
"""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest

from grader.clock.clock import ExerciseClock
from grader.clock.errors import DeadlockError
from grader.clock.installation import install
from grader.clock.telling import tell

CLOCK = pytest.StashKey[ExerciseClock]()
"""Of an item: the clock that it is or was on."""
_RUNNING = pytest.StashKey[ExerciseClock]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--clock`; and put the shims in place, since nothing of the project has been imported yet."""
    install()
    parser.getgroup("exercise clock").addoption(
        "--clock",
        choices=("exercise", "real"),
        default="exercise",
        help="'real' lets time pass really, for tests which would be on the exercise clock",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        "exercise_clock(seed=0, io='refuse', processes='refuse', ...): run the test in virtual time",
    )


@pytest.fixture
def exercise_clock(request: pytest.FixtureRequest) -> ExerciseClock:
    """The clock that the test is on."""
    clock = request.node.stash.get(CLOCK, None)
    if clock is None:
        pytest.skip("needs the exercise clock, which --clock real turns off")
    assert isinstance(clock, ExerciseClock)
    return clock


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Start the clock before any fixture is set up."""
    if _wants_clock(item):
        marker = item.get_closest_marker("exercise_clock")
        clock = ExerciseClock(**(marker.kwargs if marker else {}))
        clock.__enter__()
        item.stash[CLOCK] = item.stash[_RUNNING] = clock
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Fail a test that met a deadlock, though its `except Exception` may have swallowed the error."""
    __tracebackhide__ = True
    result = yield
    clock = item.stash.get(CLOCK, None)
    if clock is not None:
        gc.collect()  # so that pytest blames this test, not the next one, for what Python complains of on collection
    if clock is not None and clock.sightings().deadlocks:
        raise DeadlockError("\n".join(tell(clock.sightings())))
    return result


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Stop the clock once all fixtures are torn down."""
    try:
        return (yield)
    finally:
        _stop(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Stop the clock of a test that was broken off before its teardown."""
    try:
        return (yield)
    finally:
        _stop(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell beside a failure what the clock has seen."""
    report = yield
    clock = item.stash.get(CLOCK, None)
    if clock is not None and report.when == "call":
        report.user_properties.append(("virtual_seconds", clock.elapsed))
        lines = tell(clock.sightings()) if report.failed else []
        if lines:
            report.sections.append(("seen on the exercise clock", "\n".join(lines)))
    return report


def _wants_clock(item: pytest.Item) -> bool:
    if item.config.getoption("--clock") == "real":
        return False
    marked = item.get_closest_marker("exercise_clock") is not None
    return marked or "exercise_clock" in getattr(item, "fixturenames", ())


def _stop(item: pytest.Item) -> None:
    clock = item.stash.get(_RUNNING, None)
    if clock is not None:
        del item.stash[_RUNNING]
        clock.__exit__(None, None, None)
