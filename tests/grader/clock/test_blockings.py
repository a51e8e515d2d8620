"""Every way to block a loop: its kind, its line, function and task, its instant and how long it took."""

# ruff: noqa: D103

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import queue
import select
import selectors
import socket
import subprocess
import sys
import threading
import time

import pytest


def later(function, *args):
    """Have a thread call a function after a second."""
    threading.Timer(1, function, args).start()


def one_second(pool):
    return pool.submit(time.sleep, 1)


def time_sleep(pool):
    time.sleep(1)


def future_result(pool):
    one_second(pool).result()


def future_exception(pool):
    one_second(pool).exception()


def futures_wait(pool):
    concurrent.futures.wait([one_second(pool)])


def futures_as_completed(pool):
    list(concurrent.futures.as_completed([one_second(pool)]))


def pool_map(pool):
    list(pool.map(time.sleep, [1]))


def pool_shutdown(pool):
    one_second(pool), pool.shutdown()


def run_coroutine_threadsafe(pool):
    asyncio.run_coroutine_threadsafe(asyncio.sleep(0), asyncio.get_running_loop()).result(1)


def thread_join(pool):
    thread = threading.Thread(target=time.sleep, args=(1,))
    thread.start()
    thread.join()


def thread_join_with_a_timeout(pool):
    thread = threading.Thread(target=time.sleep, args=(2,))
    thread.start()
    thread.join(1)


def lock_acquire(pool):
    lock = threading.Lock()
    lock.acquire()
    later(lock.release)
    lock.acquire()


def with_lock(pool):
    lock = threading.Lock()
    lock.acquire()
    later(lock.release)
    with lock:
        pass


def reentrant_lock(pool):
    lock = threading.RLock()
    pool.submit(lambda: (lock.acquire(), time.sleep(1), lock.release()))
    time.sleep(0)  # let it have the lock
    lock.acquire()


def condition_wait(pool):
    condition = threading.Condition()
    with condition:
        condition.wait(1)


def event_wait(pool):
    threading.Event().wait(1)


def semaphore_acquire(pool):
    threading.Semaphore(0).acquire(timeout=1)


def barrier_wait(pool):
    barrier = threading.Barrier(2)
    later(barrier.wait)
    barrier.wait()


def queue_get(pool):
    items = queue.Queue()
    later(items.put, 1)
    items.get()


def queue_put(pool):
    items = queue.Queue(1)
    items.put(0)
    later(items.get)
    items.put(1)


def queue_join(pool):
    items = queue.Queue()
    items.put(0)
    later(items.task_done)
    items.join()


def simple_queue_get(pool):
    items = queue.SimpleQueue()
    later(items.put, 1)
    items.get()


def simple_queue_timeout(pool):
    with contextlib.suppress(queue.Empty):
        queue.SimpleQueue().get(timeout=1)


def select_select(pool):
    select.select([], [], [], 1)


def selector_select(pool):
    with selectors.DefaultSelector() as selector:
        selector.select(1)


def socket_recv(pool):
    one, two = socket.socketpair()
    with one, two:
        later(two.send, b"x")
        one.recv(1)


BLOCKING = {
    time_sleep: "time.sleep",
    future_result: "future",
    future_exception: "future",
    futures_wait: "future",
    futures_as_completed: "future",
    pool_map: "future",
    pool_shutdown: "join",
    thread_join: "join",
    thread_join_with_a_timeout: "join",
    lock_acquire: "lock",
    with_lock: "lock",
    reentrant_lock: "lock",
    condition_wait: "lock",
    event_wait: "lock",
    semaphore_acquire: "lock",
    barrier_wait: "lock",
    queue_get: "queue",
    queue_put: "queue",
    queue_join: "queue",
    simple_queue_get: "queue",
    simple_queue_timeout: "queue",
    select_select: "select",
    selector_select: "select",
    socket_recv: "socket",
}
LINES = {with_lock: "with lock", reentrant_lock: "lock.acquire()", condition_wait: "condition.wait(1)",
         socket_recv: "one.recv(1)", selector_select: "selector.select(1)"}  # fmt: skip
"""What stands on the blocking line, where it is not the last one."""


@pytest.mark.parametrize("block", BLOCKING, ids=lambda block: block.__name__)
def test_a_blocking_call(seen, block):
    """Exactly one is seen, at the learner's line."""

    async def main():
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            await asyncio.sleep(2)
            task = asyncio.create_task(asyncio.sleep(0), name="beside")
            block(pool)
            await task

    async def named():
        await asyncio.create_task(main(), name="B")

    (blocking,) = seen(named, io="loopback").blockings
    assert (blocking.kind, blocking.task, blocking.thread) == (BLOCKING[block], "B", "MainThread")
    assert (blocking.start, blocking.duration) == (2, 1)
    assert (blocking.place.file, blocking.place.function) == (__file__, block.__name__)
    assert LINES.get(block, blocking.place.source) in blocking.place.source
    assert blocking.place.line > block.__code__.co_firstlineno
    if block not in LINES:
        last = max(line for *_, line in block.__code__.co_lines() if line)
        assert blocking.place.line == last


def test_waiting_for_ones_own_loop(seen):
    """Who waits in a loop for what only that loop can do is told the line, and that it was for nothing."""

    async def main():
        with contextlib.suppress(TimeoutError):
            run_coroutine_threadsafe(None)

    sightings = seen(main)
    (blocking,) = sightings.blockings
    assert (blocking.kind, blocking.duration, blocking.place.function) == (
        "future",
        1,
        "run_coroutine_threadsafe",
    )


def test_a_subprocess_blocks_for_its_real_time(seen):
    """subprocess.run in a coroutine."""

    async def main():
        subprocess.run([sys.executable, "-c", "import time; time.sleep(0.1)"], check=True)

    kinds = {(blocking.kind, blocking.place.function) for blocking in seen(main, io="real").blockings}
    assert kinds == {("subprocess", "main")}
