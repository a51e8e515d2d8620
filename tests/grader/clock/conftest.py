"""One program, two clocks: every case runs in virtual time, and by hand (`-m slow`) in real time too."""

# ruff: noqa: D102, SIM105

from __future__ import annotations

import asyncio
import inspect
import os
import time
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from grader.clock import ExerciseClock, install, real
from grader.clock.sightings import Sightings

install()


class World:
    """Runs a program on one of the clocks and tells how long it took."""

    virtual: bool
    elapsed: float
    sightings = Sightings()

    def run(self, main: Callable[[], Any], **options: Any) -> Any:
        """Call `main`, by `asyncio.run` if it gives a coroutine; errors pass through."""
        raise NotImplementedError

    def took(self, seconds: float, within: float = 0.0) -> bool:
        """Whether it took that long: exactly, in virtual time; at least, in real time."""
        raise NotImplementedError


class Virtual(World):
    """The exercise clock."""

    virtual = True

    def run(self, main: Callable[[], Any], **options: Any) -> Any:
        clock = ExerciseClock(**options)
        try:
            with clock:
                return _call(main)
        finally:
            self.elapsed, self.sightings = clock.elapsed, clock.sightings()

    def took(self, seconds: float, within: float = 0.0) -> bool:
        return abs(self.elapsed - seconds) <= within


class Real(World):
    """The real clock, which promises no more than that nothing comes too early."""

    virtual = False

    def run(self, main: Callable[[], Any], **options: Any) -> Any:
        start = real.perf_counter()
        try:
            return _call(main)
        finally:
            self.elapsed = real.perf_counter() - start

    def took(self, seconds: float, within: float = 0.0) -> bool:
        return self.elapsed >= seconds - within - 0.05


def _call(main: Callable[[], Any]) -> Any:
    result = main()
    return asyncio.run(result) if inspect.iscoroutine(result) else result


_REPETITIONS = int(os.environ.get("CLOCK_REPETITIONS", "1"))


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker of what runs on the real clock."""
    config.addinivalue_line("markers", "slow: takes seconds of real time; runs only if asked for, by -m slow")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat every test as often as the environment asks for: to prove that load changes nothing."""
    if _REPETITIONS > 1:
        metafunc.fixturenames.append("repetition")
        metafunc.parametrize("repetition", range(_REPETITIONS))


@pytest.fixture(params=["virtual", pytest.param("real", marks=pytest.mark.slow)])
def world(request: pytest.FixtureRequest) -> World:
    """Both clocks, for programs that come to an end on both."""
    return Virtual() if request.param == "virtual" else Real()


@pytest.fixture
def virtual() -> World:
    """The exercise clock, for programs that would never end, or not soon, on the real one."""
    return Virtual()


@pytest.fixture
def seen(virtual: World) -> Callable[..., Sightings]:
    """Run a program on the exercise clock and give what was seen; its errors are dropped."""

    def see(main: Callable[[], Any], **options: Any) -> Sightings:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                virtual.run(main, **options)
            except Exception:  # a deadlock, for one: it stands in the sightings
                pass
        return virtual.sightings

    return see


@pytest.fixture
def line_of() -> Callable[[str, object], int]:
    """The number of the line of a function that holds a text."""

    def find(text: str, function: Any) -> int:
        lines, first = inspect.getsourcelines(function)
        return next(first + index for index, line in enumerate(lines) if text in line)

    return find


assert time.monotonic is not real.monotonic
