"""One program, one trace: whatever the machine does, and on every Python."""

from __future__ import annotations

import asyncio
import concurrent.futures
import hashlib
import queue
import threading
import time

from grader.clock import ExerciseClock

TRACE = "17d0"
"""The digest of the trace: it is the same on Python 3.11, 3.12 and 3.13."""


def mixed_program(seed=0):
    """Threads, loops and timers; gives everything that happened, with its instant."""
    log = []
    with ExerciseClock(seed=seed) as clock:

        def note(*what):
            log.append((clock.elapsed, threading.current_thread().name, *what))

        items, lock, event = queue.Queue(3), threading.Lock(), threading.Event()

        def produce(kind):
            for item in range(6):
                items.put((kind, item))
                note("put", kind, item)
                time.sleep(0.1 * (kind + 1))

        def consume(kind):
            while True:
                try:
                    item = items.get(timeout=1.0)
                except queue.Empty:
                    return note("empty", kind)
                with lock:
                    time.sleep(0.05)
                    note("got", kind, item)

        async def task(number):
            await asyncio.sleep(0.1 * (number % 3))
            note("task", number, asyncio.current_task().get_name())
            await asyncio.to_thread(time.sleep, 0.3)
            note("back", number)
            if number == 4:
                asyncio.get_running_loop().call_later(0.2, event.set)

        async def main():
            async with asyncio.TaskGroup() as group:
                for number in range(12):
                    group.create_task(task(number))

        def inner():
            note("event", event.wait(5))
            return asyncio.run(asyncio.sleep(0.5, "inner"))

        threads = [threading.Thread(target=produce, args=(kind,)) for kind in range(3)]
        threads += [threading.Thread(target=consume, args=(kind,)) for kind in range(2)]
        for thread in threads:
            thread.start()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            futures = [pool.submit(inner), pool.submit(time.sleep, 2)]
            asyncio.run(main())
            note("result", futures[0].result())
        for thread in threads:
            thread.join()
        note("end")
    return log


def digest(seed=0):
    """The first digits of the trace's hash."""
    return hashlib.sha256(repr(mixed_program(seed)).encode()).hexdigest()[:4]


def test_the_trace_is_always_the_same():
    """Twenty runs in a row, and every Python, give one trace."""
    assert {digest() for _ in range(20)} == {TRACE}


def test_each_seed_has_its_own_trace():
    """A seed gives another trace, and always the same."""
    traces = [digest(seed) for seed in range(1, 6)]
    assert len(set(traces)) == 5
    assert traces == [digest(seed) for seed in range(1, 6)]
