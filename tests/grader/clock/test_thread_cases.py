"""Programs of threads, and of threads beside loops: blocked threads overlap exactly."""

# ruff: noqa: D103

from __future__ import annotations

import asyncio
import concurrent.futures
import queue
import sched
import threading
import time

import pytest

from grader.clock import DeadlockError


def start(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    return threads


def join(threads):
    for thread in threads:
        thread.join()


def test_to_thread(world):
    """Five threads that sleep for a second take a second."""

    async def main():
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 1) for _ in range(5)))

    world.run(main)
    assert world.took(1)


def test_executor(world):
    """Four calls of 1 s on two threads take 2 s."""

    async def main():
        loop = asyncio.get_running_loop()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            await asyncio.gather(*(loop.run_in_executor(pool, time.sleep, 1) for _ in range(4)))

    world.run(main)
    assert world.took(2)


def test_ticks_beside_a_thread(virtual):
    """The loop ticks every 0.4 s while a thread sleeps for a second."""

    async def main():
        loop, log = asyncio.get_running_loop(), []
        begin = loop.time()

        async def tick():
            for _ in range(3):
                await asyncio.sleep(0.4)
                log.append(round(loop.time() - begin, 2))

        await asyncio.gather(tick(), asyncio.to_thread(time.sleep, 1))
        return log

    assert virtual.run(main) == [0.4, 0.8, 1.2]
    assert virtual.took(1.2)


def test_result_of_a_future_blocks(world):
    """Future.result() in a coroutine stops the loop, and that is seen."""

    async def main():
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            pool.submit(time.sleep, 1).result()

    world.run(main)
    assert world.took(1)
    assert [b.kind for b in world.sightings.blockings] == (["future"] if world.virtual else [])


def test_run_waits_for_its_threads(world):
    """wait_for gives up at 1 s, but asyncio.run waits for the thread until 5 s."""

    async def main():
        begin = time.monotonic()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(time.sleep, 5), 1)
        return round(time.monotonic() - begin)

    assert world.run(main) == 1
    assert world.took(5)


def test_call_soon_threadsafe(world):
    """A thread wakes the loop after 2 s."""

    async def main():
        loop, event = asyncio.get_running_loop(), asyncio.Event()

        def work():
            time.sleep(2)
            loop.call_soon_threadsafe(event.set)

        threads = start(work)
        await event.wait()
        join(threads)

    world.run(main)
    assert world.took(2)


def test_run_coroutine_threadsafe(world):
    """A thread waits for a coroutine of the loop."""

    async def main():
        loop = asyncio.get_running_loop()

        def work():
            return asyncio.run_coroutine_threadsafe(asyncio.sleep(1, "slept"), loop).result(3)

        return await asyncio.to_thread(work)

    assert world.run(main) == "slept"
    assert world.took(1)


def test_threads_that_sleep(world):
    """Threads of 1, 2 and 3 s take 3 s together."""

    def main():
        join(start(*(lambda delay=delay: time.sleep(delay) for delay in (1, 2, 3))))

    world.run(main)
    assert world.took(3)


def test_queue_timeout(world):
    """Queue.get(timeout=2) of an empty queue raises at 2 s."""

    def main():
        with pytest.raises(queue.Empty):
            queue.Queue().get(timeout=2)

    world.run(main)
    assert world.took(2)


def test_simple_queue_timeout(world):
    """So does SimpleQueue.get."""

    def main():
        with pytest.raises(queue.Empty):
            queue.SimpleQueue().get(timeout=2)

    world.run(main)
    assert world.took(2)


def test_event_set_by_a_timer(world):
    """Event.wait(5) ends at 1.5 s, when a Timer sets it; another wait times out."""

    def main():
        event = threading.Event()
        timer = threading.Timer(1.5, event.set)
        timer.start()
        woken = event.wait(5)
        timer.join()
        return woken, threading.Event().wait(1)

    assert world.run(main) == (True, False)
    assert world.took(2.5)


def test_producer_and_consumer(world):
    """A queue of two places between a fast producer and a slow consumer."""

    def main():
        items, log = queue.Queue(2), []

        def produce():
            for item in range(5):
                items.put(item)
                time.sleep(0.1)
            items.put(None)

        def consume():
            while (item := items.get()) is not None:
                time.sleep(0.5)
                log.append(item)

        join(start(produce, consume))
        return log

    assert world.run(main) == [0, 1, 2, 3, 4]
    assert world.took(2.5)


def test_priority_queue(world):
    """PriorityQueue gives the smallest first."""

    def main():
        items, log = queue.PriorityQueue(), []

        def produce():
            for item in (3, 1, 2):
                items.put(item)
            time.sleep(1)
            items.put(0)

        def consume():
            time.sleep(0.5)
            log.extend(items.get() for _ in range(4))

        join(start(produce, consume))
        return log

    assert world.run(main) == [1, 2, 3, 0]
    assert world.took(1)


def test_condition(world):
    """Condition.wait_for in a thread ends when another has notified."""

    def main():
        condition, ready = threading.Condition(), []

        def wait():
            with condition:
                return condition.wait_for(lambda: ready, timeout=9)

        def notify():
            time.sleep(2)
            with condition:
                ready.append(True)
                condition.notify_all()

        join(start(wait, notify))

    world.run(main)
    assert world.took(2)


def test_reentrant_lock(world):
    """An RLock can be taken twice by its owner, and others wait for both."""

    def main():
        lock, log = threading.RLock(), []

        def work(name):
            with lock, lock:
                time.sleep(1)
                log.append(name)

        join(start(lambda: work("a"), lambda: work("b")))
        return log

    assert world.run(main) == ["a", "b"]
    assert world.took(2)


def test_semaphore(world):
    """Five jobs of 1 s, two at a time, take 3 s."""

    def main():
        semaphore = threading.Semaphore(2)

        def job():
            with semaphore:
                time.sleep(1)

        join(start(*[job] * 5))

    world.run(main)
    assert world.took(3)


def test_barrier(world):
    """A barrier holds the threads until the slowest has come."""

    def main():
        barrier, log = threading.Barrier(3), []

        def walk(delay):
            time.sleep(delay)
            barrier.wait()
            log.append(round(time.monotonic() - begin))

        begin = time.monotonic()
        join(start(*(lambda delay=delay: walk(delay) for delay in (1, 2, 3))))
        return log

    assert world.run(main) == [3, 3, 3]
    assert world.took(3)


def test_wait_for_futures(world):
    """concurrent.futures.wait with a timeout: done at 2 s are two of three."""

    def main():
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            futures = [pool.submit(time.sleep, delay) for delay in (1, 1.5, 3)]
            done, pending = concurrent.futures.wait(futures, timeout=2)
        return len(done), len(pending)

    assert world.run(main) == (2, 1)
    assert world.took(3)


def test_futures_as_completed(world):
    """as_completed with a timeout gives what is done, then raises."""

    def main():
        log = []
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            futures = {pool.submit(time.sleep, delay): delay for delay in (2, 1, 4)}
            begin = time.monotonic()
            with pytest.raises(TimeoutError):
                log.extend(futures[future] for future in concurrent.futures.as_completed(futures, timeout=3))
            return [*log, round(time.monotonic() - begin, 5)]

    assert [round(value) for value in world.run(main)] == [1, 2, 3]
    assert world.sightings.blockings == ()
    assert world.took(4)


def test_waiting_until_nothing_remains(virtual):
    """A loop that waits while `remaining >= 0` ends at the very instant."""

    def main():
        end, items = time.monotonic() + 2, queue.Queue()
        while (remaining := end - time.monotonic()) >= 0:
            with pytest.raises(queue.Empty):
                items.get(timeout=remaining)

    virtual.run(main)
    assert virtual.took(2)


def test_scheduler_of_the_standard_library(world):
    """sched.scheduler calls at its instants."""

    def main():
        log, scheduler = [], sched.scheduler(time.monotonic, time.sleep)
        begin = time.monotonic()
        for delay in (2, 1):
            scheduler.enter(delay, 1, lambda: log.append(round(time.monotonic() - begin)))
        scheduler.run()
        return log

    assert world.run(main) == [1, 2]
    assert world.took(2)


def test_every_clock_agrees(virtual):
    """All the functions of `time` show the same two seconds."""

    def main():
        names = ("time", "monotonic", "perf_counter")
        before = [getattr(time, name)() for name in names], [getattr(time, f"{name}_ns")() for name in names]
        time.sleep(2)
        after = [getattr(time, name)() for name in names], [getattr(time, f"{name}_ns")() for name in names]
        return [b - a for x, y in zip(before, after, strict=True) for a, b in zip(x, y, strict=True)]

    assert virtual.run(main) == [2, 2, 2, 2 * 10**9, 2 * 10**9, 2 * 10**9]


def test_local_time_follows(virtual):
    """time.gmtime, strftime and ctime follow virtual time, which starts in 2024."""

    def main():
        time.sleep(86_400)
        return time.gmtime()[:3], time.strftime("%Y"), time.ctime()[-4:]

    assert virtual.run(main) == ((2024, 1, 2), "2024", "2024")


def test_locks_that_wait_for_each_other(virtual):
    """Two threads that take two locks in opposite order: a deadlock, told at once with both lines."""

    def main():
        one, two = threading.Lock(), threading.Lock()

        def take(first, second):
            with first:
                time.sleep(0.1)
                with second:
                    pass

        thread = threading.Thread(target=take, args=(two, one), daemon=True)
        thread.start()
        take(one, two)

    with pytest.raises(DeadlockError, match=r"waits for lock at test_thread_cases\.py"):
        virtual.run(main)
    assert virtual.took(0.1)
    (deadlock,) = virtual.sightings.deadlocks
    assert [waiter.place.source for waiter in deadlock.waiters] == ["with second:"] * 2
