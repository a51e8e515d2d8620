"""Programs of tasks: asyncio in virtual time takes exactly as long, and gives the same, as in real time."""

# ruff: noqa: D103, PLC0415, PT012

from __future__ import annotations

import asyncio
import time

import pytest


async def nap(delay, log=None, value=None):
    await asyncio.sleep(delay)
    if log is not None:
        log.append(value if value is not None else delay)
    return delay


def now():
    return asyncio.get_running_loop().time()


def test_gather_takes_the_longest(world):
    """gather(1, 2, 4) takes 4 s and keeps the order."""

    async def main():
        return await asyncio.gather(*(nap(delay) for delay in (1, 2, 4)))

    assert world.run(main) == [1, 2, 4]
    assert world.took(4)


def test_awaiting_in_turn_takes_the_sum(world):
    """Three awaits one after the other take 1 + 2 + 4 s."""

    async def main():
        for delay in (1, 2, 4):
            await asyncio.sleep(delay)

    world.run(main)
    assert world.took(7)


def test_task_group_with_a_failing_child(world):
    """A child that fails at 1 s cancels its sibling, and the group raises at 1 s."""

    async def boom():
        await asyncio.sleep(1)
        raise ValueError("boom")

    async def main():
        with pytest.raises(ExceptionGroup):
            async with asyncio.TaskGroup() as group:
                sibling = group.create_task(asyncio.sleep(5))
                group.create_task(boom())
        return sibling.cancelled()

    assert world.run(main) is True
    assert world.took(1)


def test_as_completed(world):
    """Results arrive in the order of their delays, at exactly those instants."""

    async def main():
        start, seen = now(), []
        for future in asyncio.as_completed([nap(3), nap(1), nap(2)]):
            seen.append((await future, round(now() - start)))
        return seen

    assert world.run(main) == [(1, 1), (2, 2), (3, 3)]
    assert world.took(3)


def test_wait_for_the_first(world):
    """wait(FIRST_COMPLETED) comes back at the first; the others can be cancelled."""

    async def main():
        tasks = [asyncio.create_task(nap(delay)) for delay in (3, 1, 2)]
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        return [task.result() for task in done]

    assert world.run(main) == [1]
    assert world.took(1)


def test_wait_for_times_out(world):
    """wait_for(1.5) of 10 s raises at 1.5 s."""

    async def main():
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.sleep(10), 1.5)

    world.run(main)
    assert world.took(1.5)


def test_nested_timeouts(world):
    """The inner timeout fires at 1 s, the outer one at 2 s."""

    async def main():
        log = []
        try:
            async with asyncio.timeout(2):
                try:
                    async with asyncio.timeout(1):
                        await asyncio.sleep(9)
                except TimeoutError:
                    log.append("inner")
                await asyncio.sleep(9)
        except TimeoutError:
            log.append("outer")
        return log

    assert world.run(main) == ["inner", "outer"]
    assert world.took(2)


def test_semaphore(world):
    """Ten jobs of 1 s, three at a time, take 4 s."""

    async def main():
        semaphore = asyncio.Semaphore(3)

        async def job():
            async with semaphore:
                await asyncio.sleep(1)

        await asyncio.gather(*(job() for _ in range(10)))

    world.run(main)
    assert world.took(4)


def test_retries_with_backoff(world):
    """Waits of 1, 2 and 4 s between attempts add up."""

    async def main():
        attempts = 0
        while attempts < 3:
            await asyncio.sleep(2**attempts)
            attempts += 1
        return attempts

    assert world.run(main) == 3
    assert world.took(7)


def test_tenths_add_up_exactly(world):
    """Ten times 0.1 s is 1 s, without a rounding error."""

    async def main():
        for _ in range(10):
            await asyncio.sleep(0.1)

    world.run(main)
    assert world.took(1)


def test_equal_timers_fire_in_the_order_in_which_they_were_set(virtual):
    """Twelve equal timers fire first in, first out."""

    async def main():
        log = []
        await asyncio.gather(*(nap(1, log, index) for index in range(12)))
        return log

    assert virtual.run(main) == list(range(12))
    assert virtual.took(1)


def test_timers_of_the_loop(world):
    """call_later and call_at fire at their instants."""

    async def main():
        loop, log = asyncio.get_running_loop(), []
        start, event = loop.time(), asyncio.Event()
        for delay in (0.5, 0.2, 1.0):
            loop.call_later(delay, lambda: log.append(round(loop.time() - start, 1)))
        loop.call_at(start + 1.5, event.set)
        await event.wait()
        return log

    assert world.run(main) == [0.2, 0.5, 1.0]
    assert world.took(1.5)


def test_a_timer_in_the_past_fires_at_once(world):
    """call_at with an instant that has gone by takes no time."""

    async def main():
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        loop.call_at(loop.time() - 5, event.set)
        await event.wait()

    world.run(main)
    assert world.took(0)


def test_event(world):
    """All who wait for an event go on when it is set."""

    async def main():
        event, log = asyncio.Event(), []

        async def waiter(name):
            await event.wait()
            log.append((name, round(now() - start)))

        start = now()
        asyncio.get_running_loop().call_later(2, event.set)
        await asyncio.gather(waiter("a"), waiter("b"))
        return log

    assert world.run(main) == [("a", 2), ("b", 2)]
    assert world.took(2)


def test_condition(world):
    """Those who wait for a condition are notified one by one."""

    async def main():
        condition, log = asyncio.Condition(), []

        async def waiter(name):
            async with condition:
                await condition.wait()
                log.append(name)

        waiters = [asyncio.create_task(waiter(name)) for name in "abc"]
        for count in (1, 2):
            await asyncio.sleep(1)
            async with condition:
                condition.notify(count)
        await asyncio.gather(*waiters)
        return log

    assert world.run(main) == ["a", "b", "c"]
    assert world.took(2)


def test_barrier(world):
    """A barrier holds everybody until the slowest is there."""

    async def main():
        barrier = asyncio.Barrier(3)

        async def walker(delay):
            await asyncio.sleep(delay)
            await barrier.wait()
            return round(now() - start)

        start = now()
        return await asyncio.gather(*(walker(delay) for delay in (1, 2, 3)))

    assert world.run(main) == [3, 3, 3]
    assert world.took(3)


def test_queue_join(world):
    """Queue.join waits until every item is done."""

    async def main():
        queue = asyncio.Queue()

        async def worker():
            while True:
                await asyncio.sleep(await queue.get())
                queue.task_done()

        for delay in (1, 2, 3):
            queue.put_nowait(delay)
        workers = [asyncio.create_task(worker()) for _ in range(2)]
        await queue.join()
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    world.run(main)
    assert world.took(4)


def test_shield(world):
    """What is shielded goes on after the one who waited for it has been cancelled."""

    async def main():
        inner = asyncio.create_task(nap(3))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(inner), 1)
        return await inner

    assert world.run(main) == 3
    assert world.took(3)


def test_async_generators_closed_by_the_loop(world):
    """asyncio.run closes a generator that was left open, and its cleanup takes its time."""
    log = []

    async def ticks():
        try:
            while True:
                yield await nap(1)
        finally:
            await asyncio.sleep(2)
            log.append("closed")

    async def main():
        main.held = ticks()
        await anext(main.held)
        log.append("left")

    world.run(main)
    assert log == ["left", "closed"]
    assert world.took(3)


def test_a_blocking_call_stops_everybody(world):
    """Three tasks that call time.sleep(1) take 3 s."""

    async def job():
        time.sleep(1)

    async def main():
        await asyncio.gather(job(), job(), job())

    world.run(main)
    assert world.took(3)
    assert len(world.sightings.blockings) == (3 if world.virtual else 0)


def test_busy_wait(world):
    """A loop that reads time.time() until a second has passed ends after a second."""

    async def main():
        start = time.time()
        while time.time() - start < 1:
            pass

    world.run(main)
    assert world.took(1, within=0.002)
    assert len(world.sightings.blockings) == (1 if world.virtual else 0)


def test_busy_wait_on_another_clock(world):
    """So does one that reads a perf_counter that was imported by name."""
    from time import perf_counter

    async def main():
        start = perf_counter()
        while perf_counter() - start < 2:
            pass

    world.run(main)
    assert world.took(2, within=0.002)


def test_polling_the_time_of_the_loop(world):
    """sleep(0) until loop.time() shows enough lets that time pass."""

    async def main():
        end = now() + 1
        while now() < end:
            await asyncio.sleep(0)

    world.run(main)
    assert world.took(1, within=0.002)


def test_polling_a_task(world):
    """sleep(0) until another task is done lets that task's time pass."""

    async def main():
        task = asyncio.create_task(asyncio.sleep(1))
        while not task.done():
            await asyncio.sleep(0)

    world.run(main)
    assert world.took(1, within=0.002)


def test_a_year(virtual):
    """A year passes at once, exactly."""

    async def main():
        await asyncio.sleep(365 * 86_400)

    virtual.run(main)
    assert virtual.took(365 * 86_400)


def test_many_turns_at_one_instant_move_no_time(virtual):
    """6,000 items through a queue of one place take no time of their own, and are no spin."""

    async def main():
        queue, received = asyncio.Queue(1), 0

        async def producer():
            for item in range(6_000):
                await queue.put(item)
            await queue.put(None)

        async def consumer():
            nonlocal received
            while await queue.get() is not None:
                received += 1

        await asyncio.gather(producer(), consumer(), asyncio.sleep(1))
        return received

    assert virtual.run(main, spin_turns=2_000) == 6_000
    assert virtual.took(1)
    assert virtual.sightings.spins == ()
