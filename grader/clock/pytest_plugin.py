"""The clock in pytest, and only that: a marker, a fixture, an option.

`@pytest.mark.exercise_clock(**options)`, or the use of the fixture `exercise_clock`, puts a test on the clock from its
setup to its teardown, so that the loops which pytest-asyncio's fixtures make are on it too, whatever their scope.
`seeds=20`, or `--clock-seeds 20`, makes twenty tests of one, each in another order; after the first that fails the
others are skipped.
pytest's own timings, and the limits of pytest-timeout, stay real.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from typing import Any

import pytest

from grader.clock.clock import ExerciseClock
from grader.clock.errors import DeadlockError
from grader.clock.installation import install
from grader.clock.telling import tell

CLOCK = pytest.StashKey[ExerciseClock]()
"""Of an item: the clock that it is or was on."""
_SEED = "exercise_clock_seed"
"""The parameter of a test that is run in many orders."""
_FIRST_FAILURES = pytest.StashKey[dict[str, int]]()
"""Of the session: the seed with which a test failed first."""
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
    parser.getgroup("exercise clock").addoption(
        "--clock-seeds",
        type=int,
        default=1,
        metavar="N",
        help="run each test that is on the exercise clock in N orders, until the first that fails",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        "exercise_clock(seed=0, seeds=1, io='refuse', processes='refuse', ...): run the test in virtual time",
    )
    config.stash[_FIRST_FAILURES] = {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make as many tests of one as seeds are asked for. Raises UsageError for a number that is none."""
    definition = metafunc.definition
    if not _wants_clock(definition):
        return
    options = _options(definition)
    seeds = options.get("seeds", 1 if "seed" in options else metafunc.config.getoption("--clock-seeds"))
    if not isinstance(seeds, int) or seeds < 1 or ("seeds" in options and "seed" in options):
        raise pytest.UsageError(
            f"{definition.nodeid}: seeds must be a number from 1 on, and stand without seed"
        )
    if seeds > 1:
        metafunc.fixturenames.append(_SEED)
        metafunc.parametrize(_SEED, range(seeds), ids=[f"seed={seed}" for seed in range(seeds)])


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
        _skip_after_failure(item)
        options = {name: value for name, value in _options(item).items() if name != "seeds"}
        clock = ExerciseClock(**options if _seed(item) is None else options | {"seed": _seed(item)})
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
        if report.failed and _seed(item) is not None:
            item.config.stash[_FIRST_FAILURES].setdefault(_family(item), clock.seed)
            again = f"seed {clock.seed} is the first that fails; run it again with: pytest '{item.nodeid}'"
            report.sections.append(("order on the exercise clock", again))
        lines = tell(clock.sightings()) if report.failed else []
        if lines:
            report.sections.append(("seen on the exercise clock", "\n".join(lines)))
    return report


def _options(item: pytest.Item) -> dict[str, Any]:
    marker = item.get_closest_marker("exercise_clock")
    return dict(marker.kwargs) if marker else {}


def _seed(item: pytest.Item) -> int | None:
    """The seed of a test that is run in many orders."""
    callspec = getattr(item, "callspec", None)
    return callspec.params.get(_SEED) if callspec else None


def _family(item: pytest.Item) -> str:
    """What the tests that differ in nothing but their seed have in common."""
    return item.nodeid.replace(f"seed={_seed(item)}", "seed=")


def _skip_after_failure(item: pytest.Item) -> None:
    if _seed(item) is not None:
        failed = item.config.stash[_FIRST_FAILURES].get(_family(item))
        if failed is not None:
            pytest.skip(f"failed with seed {failed} already")


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
