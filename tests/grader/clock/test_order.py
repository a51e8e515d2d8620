"""The order of what is ready at the same instant: the standard loop's own, or one that a seed chooses."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from grader.clock import ExerciseClock, explore


def order_of_tasks(seed):
    """In which order eight tasks go on after equal sleeps."""

    async def main():
        log = []

        async def job(name):
            log.append(name)
            await asyncio.sleep(1)
            log.append(name)

        async with asyncio.TaskGroup() as group:
            for name in range(8):
                group.create_task(job(name))
        return log

    with ExerciseClock(seed=seed):
        return asyncio.run(main())


def order_of_threads(seed):
    """In which order eight threads get a lock."""
    log, gate = [], threading.Event()

    def work(name):
        gate.wait()
        log.append(name)

    with ExerciseClock(seed=seed):
        threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
        for thread in threads:
            thread.start()
        gate.set()
        for thread in threads:
            thread.join()
    return log


def test_no_seed_is_the_order_of_the_standard_loop():
    """Seed 0: first in, first out."""
    assert order_of_tasks(0) == [*range(8), *range(8)]
    assert order_of_threads(0) == [*range(8)]


def test_a_seed_permutes_tasks_and_timers():
    """Tasks that one callback starts begin in that order under every seed; after equal sleeps they are permuted."""
    log = order_of_tasks(1)
    assert log[:8] == [*range(8)]
    assert sorted(log[8:]) == [*range(8)] != log[8:]


def test_what_one_callback_makes_ready_keeps_its_order():
    """Eight waiters of one event go on in the order in which they began to wait, as asyncio has it."""

    async def main():
        log, event = [], asyncio.Event()

        async def wait(name):
            await event.wait()
            log.append(name)

        async with asyncio.TaskGroup() as group:
            for name in range(8):
                group.create_task(wait(name))
            await asyncio.sleep(1)
            event.set()
        return log

    for seed in range(10):
        with ExerciseClock(seed=seed):
            assert asyncio.run(main()) == [*range(8)]


def test_a_seed_permutes_threads():
    """So does it with threads that can run."""
    log = order_of_threads(1)
    assert sorted(log) == [*range(8)] != log


def test_a_seed_permutes_threads_that_wake_at_one_instant():
    """Equal sleeps of threads end in the order in which they began, or in the seed's."""

    def order(seed):
        log = []

        def work(name):
            time.sleep(1)
            log.append(name)

        with ExerciseClock(seed=seed):
            threads = [threading.Thread(target=work, args=(name,)) for name in range(6)]
            for thread in threads:
                thread.start()
                time.sleep(0)  # it sets its alarm
            for thread in threads:
                thread.join()
        return log

    assert order(0) == [*range(6)]
    assert len({tuple(order(seed)) for seed in range(5)}) > 3


def test_the_same_seed_gives_the_same_order():
    """An order can be had again; twenty seeds give many orders."""
    assert order_of_tasks(7) == order_of_tasks(7)
    assert order_of_threads(7) == order_of_threads(7)
    assert len({tuple(order_of_tasks(seed)) for seed in range(20)}) == 20


def test_a_seed_permutes_bare_timers():
    """Callbacks that are due at the same instant change places too, those of other instants do not."""

    async def main():
        log, loop = [], asyncio.get_running_loop()
        start = loop.time()
        for name in range(8):
            loop.call_at(start + 1 + name // 4, log.append, name)
        await asyncio.sleep(3)
        return log

    orders = []
    for seed in range(5):
        with ExerciseClock(seed=seed):
            orders.append(asyncio.run(main()))
    assert orders[0] == [*range(8)]
    assert all(sorted(order[:4]) == [0, 1, 2, 3] for order in orders)
    assert len({tuple(order) for order in orders}) == 5


@pytest.mark.parametrize("seed", [0, 3])
def test_debug_mode_changes_no_order(seed):
    """A seed chooses the same order in debug mode."""

    async def main():
        log = []

        async def job(name):
            await asyncio.sleep(1)
            log.append(name)

        await asyncio.gather(*(job(name) for name in range(8)))
        return log

    orders = set()
    for debug in (False, True):
        with ExerciseClock(seed=seed):
            orders.add(tuple(asyncio.run(main(), debug=debug)))
    assert len(orders) == 1


def test_plain_callbacks_keep_their_order():
    """asyncio promises that call_soon is first in, first out, and its own transports rely on it."""

    async def main():
        log = []
        for name in range(8):
            asyncio.get_running_loop().call_soon(log.append, name)
        await asyncio.sleep(0)
        return log

    for seed in range(5):
        with ExerciseClock(seed=seed):
            assert asyncio.run(main()) == [*range(8)]


def race(clock):
    """Right only if A happens to run before B."""

    async def main():
        value = []

        async def a():
            await asyncio.sleep(1)
            value.append("a")

        async def b():
            await asyncio.sleep(1)
            assert value, "B needs what A makes"

        await asyncio.gather(a(), b())

    asyncio.run(main())


def test_explore_finds_the_first_seed_that_fails():
    """A race that the standard order hides: found, with a seed that shows it again."""
    failure = explore(race, seeds=20)
    assert failure is not None
    assert failure.seed > 0
    assert "B needs" in str(failure.error)
    assert f"ExerciseClock(seed={failure.seed})" in str(failure)
    assert str(failure).startswith(f"seed {failure.seed} is the first that fails: AssertionError: B needs")
    assert explore(race, seeds=failure.seed) is None
    with pytest.raises(AssertionError, match="B needs"), ExerciseClock(seed=failure.seed) as clock:
        race(clock)


def test_explore_finds_nothing_wrong_in_a_right_program():
    """Where every order is right there is no failure."""

    def right(clock):
        async def main():
            await asyncio.gather(*(asyncio.sleep(delay) for delay in (1, 1, 2)))

        asyncio.run(main())
        assert clock.elapsed == 2

    assert explore(right, seeds=5) is None
