"""The plugin in a project of its own: pytest-asyncio in both modes and every loop scope, pytest-timeout, xdist."""

# ruff: noqa: D103

from __future__ import annotations

from importlib.metadata import entry_points

import pytest

pytest_plugins = ["pytester"]

NAME = "grader.clock.pytest_plugin"
LOADED = any(plugin.value == NAME for plugin in entry_points(group="pytest11"))
PLUGINS = [*([] if LOADED else ["-p", NAME]), "-p", "no:grader", "-p", "no:cacheprovider"]
ASYNCIO = ["-o", "asyncio_default_fixture_loop_scope=function"]

SCOPES = """
import asyncio, time
import pytest, pytest_asyncio


@pytest_asyncio.fixture(scope="{scope}", loop_scope="{scope}")
async def kept():
    task = asyncio.create_task(asyncio.sleep(1000))
    yield [asyncio.get_running_loop(), task]
    task.cancel()
    await asyncio.sleep(10)


@pytest.mark.exercise_clock
@pytest.mark.asyncio(loop_scope="{scope}")
async def test_the_loop_of_a_fixture(kept, exercise_clock):
    await asyncio.sleep(1)
    assert kept[0] is asyncio.get_running_loop() and not kept[1].done()
    assert exercise_clock.elapsed == 1


@pytest.mark.exercise_clock
@pytest.mark.parametrize("again", [1, 2])
class Test{Scope}:
    @pytest_asyncio.fixture(loop_scope="{scope}")
    async def resource(self):
        start = time.monotonic()
        await asyncio.sleep(10)
        yield time.monotonic() - start
        await asyncio.to_thread(time.sleep, 10)

    @pytest.mark.asyncio(loop_scope="{scope}")
    async def test_it(self, resource, exercise_clock, again):
        assert resource == 10
        start = asyncio.get_running_loop().time()
        await asyncio.gather(asyncio.sleep(5), asyncio.to_thread(time.sleep, 4))
        assert asyncio.get_running_loop().time() - start == 5
        assert exercise_clock.elapsed == 15
"""

PLAIN = """
import asyncio, time
import pytest

@pytest.mark.exercise_clock
def test_marked():
    start = time.monotonic()
    asyncio.run(asyncio.sleep(1000))
    assert time.monotonic() - start == 1000

@pytest.mark.exercise_clock(io="loopback", seed=3)
def test_options(exercise_clock):
    assert exercise_clock.seed == 3

def test_fixture(exercise_clock):
    time.sleep(1000)
    assert exercise_clock.elapsed == 1000

def test_unmarked():
    assert time.time() > 1_710_000_000

@pytest.mark.exercise_clock
def test_swallows_a_deadlock():
    try:
        asyncio.run(asyncio.Event().wait())
    except Exception:
        pass

@pytest.mark.exercise_clock
def test_fails():
    async def main():
        time.sleep(3)
        assert not "this"
    asyncio.run(main())
"""


def outcomes(result):
    return {
        kind: count
        for kind, count in result.parseoutcomes().items()
        if kind in ("passed", "failed", "errors")
    }


@pytest.mark.parametrize("mode", ["auto", "strict"])
def test_every_scope_of_pytest_asyncio(pytester, mode):
    """Fixtures and tests of every loop scope are on the clock; a loop may outlive many clocks, with its threads."""
    folder = pytester.mkpydir("package")
    for scope in ("function", "class", "module", "package", "session"):
        source = SCOPES.format(scope=scope, Scope=scope.title())
        (folder / f"test_{scope}.py").write_text(source)
    result = pytester.runpytest_inprocess(*PLUGINS, *ASYNCIO, "-o", f"asyncio_mode={mode}")
    assert outcomes(result) == {"passed": 15}


def test_marker_fixture_and_what_is_told(pytester):
    """Marked tests are virtual, others are not; a swallowed deadlock fails; a failure tells what was seen."""
    pytester.makepyfile(PLAIN)
    result = pytester.runpytest_inprocess(*PLUGINS, *ASYNCIO, "--strict-markers")
    assert outcomes(result) == {"passed": 4, "failed": 2}
    result.stdout.fnmatch_lines(["*seen on the exercise clock*", "*time.sleep blocked the loop for 3 s"])
    result.stdout.fnmatch_lines(["*DeadlockError: deadlock at 0 s*"])


def test_many_orders(pytester):
    """A race that the standard order hides: the first seed that fails is named, and can be run by itself."""
    pytester.makepyfile(
        """
        import asyncio, pytest

        @pytest.fixture
        def made():
            return []

        async def race(made):
            async def a():
                await asyncio.sleep(1)
                made.append("a")

            async def b():
                await asyncio.sleep(1)
                assert made, "B needs what A makes"

            await asyncio.gather(a(), b())

        @pytest.mark.exercise_clock(seeds=20)
        def test_race(made):
            asyncio.run(race(made))

        @pytest.mark.exercise_clock(seeds=3)
        @pytest.mark.parametrize("count", [1, 2])
        def test_right(exercise_clock, count):
            assert exercise_clock.seed in (0, 1, 2)

        @pytest.mark.exercise_clock(seed=7)
        def test_one_seed(exercise_clock):
            assert exercise_clock.seed == 7
        """
    )
    result = pytester.runpytest_inprocess(*PLUGINS, *ASYNCIO, "--clock-seeds", "9")
    ran = result.parseoutcomes()
    assert ran["failed"] == 1
    first = ran["passed"] - 7
    assert (first, ran["skipped"]) == (first, 19 - first)
    again = f"test_many_orders.py::test_race[[]seed={first}[]]"
    result.stdout.fnmatch_lines(
        [f"seed {first} is the first that fails; run it again with: pytest '{again}'"]
    )
    alone = pytester.runpytest_inprocess(*PLUGINS, *ASYNCIO, f"test_many_orders.py::test_race[seed={first}]")
    assert outcomes(alone) == {"failed": 1}


def test_many_orders_of_all_tests(pytester):
    """--clock-seeds asks for them from outside, for what is on the clock; a number that is none is refused."""
    pytester.makepyfile(
        """
        import pytest

        def test_fixture(exercise_clock):
            pass

        def test_off_the_clock():
            pass
        """
    )
    assert outcomes(pytester.runpytest_inprocess(*PLUGINS, *ASYNCIO, "--clock-seeds", "4")) == {"passed": 5}
    assert pytester.runpytest_inprocess(*PLUGINS, *ASYNCIO, "--clock-seeds", "0").ret != 0


def test_the_real_clock(pytester):
    """--clock real turns it off; what needs the clock itself is skipped."""
    pytester.makepyfile(
        """
        import time, pytest

        @pytest.mark.exercise_clock
        def test_marked():
            assert time.time() > 1_710_000_000

        def test_fixture(exercise_clock):
            pass
        """
    )
    result = pytester.runpytest_inprocess(*PLUGINS, *ASYNCIO, "--clock", "real")
    assert result.parseoutcomes() == {"passed": 1, "skipped": 1}


def test_a_time_limit_ends_a_test_and_nothing_leaks(pytester):
    """pytest-timeout stays real: it ends a test that computes for ever, with and without threads."""
    pytester.makepyfile(
        """
        import threading, time, pytest

        @pytest.mark.timeout(0.3)
        @pytest.mark.exercise_clock
        def test_hangs():
            while True:
                pass

        @pytest.mark.timeout(0.3)
        @pytest.mark.exercise_clock
        def test_hangs_beside_a_thread():
            threading.Thread(target=time.sleep, args=(5,)).start()
            while True:
                pass

        @pytest.mark.timeout(60, method="thread")
        @pytest.mark.exercise_clock
        def test_sleeps_longer_than_its_limit(exercise_clock):
            time.sleep(1000)
            assert exercise_clock.elapsed == 1000

        def test_afterwards():
            assert threading.active_count() == 1
            assert time.time() > 1_710_000_000
        """
    )
    result = pytester.runpytest_inprocess(*PLUGINS, *ASYNCIO)
    assert outcomes(result) == {"passed": 2, "failed": 2}
    result.stdout.fnmatch_lines(["*Timeout*"])


def test_a_time_limit_by_thread(pytester):
    """The other method of pytest-timeout ends the whole process, in real time too."""
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.exercise_clock
        def test_hangs():
            while True:
                pass
        """
    )
    result = pytester.runpytest_subprocess(*PLUGINS, *ASYNCIO, "--timeout=0.5", "--timeout-method=thread")
    assert result.ret != 0
    assert "Timeout" in result.stdout.str() + result.stderr.str()


def test_in_the_workers_of_xdist(pytester):
    """Each worker has its own clocks."""
    pytester.makepyfile(PLAIN)
    result = pytester.runpytest_subprocess(*PLUGINS, *ASYNCIO, "-n2")
    assert outcomes(result) == {"passed": 4, "failed": 2}
