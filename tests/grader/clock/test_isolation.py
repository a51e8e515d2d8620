"""Nothing leaks: after a clock the process is as before, whatever happened on it."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading
import time
import warnings

import pytest

from grader.clock import DeadlockError, ExerciseClock, HorizonError, real
from grader.clock.world import MEMBERS


def state():
    """What a clock changes while it runs."""
    return {
        "members": dict(MEMBERS),
        "threads": set(threading.enumerate()),
        "run": asyncio.Handle._run,
        "create_task": asyncio.BaseEventLoop.create_task,
        "run_once": asyncio.BaseEventLoop._run_once,
        "timer": asyncio.events.TimerHandle,
        "warn": warnings._warn_unawaited_coroutine,
        "cpus": os.cpu_count,
        "counter": threading._counter,
        "thresholds": gc.get_threshold(),
        "handles": (asyncio.BaseEventLoop.call_at, asyncio.BaseEventLoop.call_soon),
        "depth": sys.get_coroutine_origin_tracking_depth(),
        "sigint": signal.getsignal(signal.SIGINT),
    }


@pytest.fixture(autouse=True)
def nothing_leaks():
    """Each of these tests leaves the process as it found it."""
    before = state()
    yield
    assert state() == before
    assert gc.get_freeze_count() == 0
    assert sys.get_coroutine_origin_tracking_depth() == 0


def test_after_a_plain_run():
    """A run with tasks and threads."""
    with ExerciseClock(seed=3):
        asyncio.run(asyncio.to_thread(time.sleep, 1))


def test_after_a_failure():
    """An error passes through and leaves nothing."""
    with pytest.raises(ZeroDivisionError), ExerciseClock():
        asyncio.run(asyncio.sleep(1 // 0))


def test_after_a_deadlock():
    """So does a deadlock."""
    with pytest.raises(DeadlockError), ExerciseClock():
        asyncio.run(asyncio.Event().wait())


def test_threads_left_behind_are_ended():
    """Threads that sleep, wait or have not begun when the clock stops come to their end, through their finally."""
    log = []

    def stay():
        try:
            time.sleep(1_000)
        finally:
            log.append("cleaned up")

    with ExerciseClock() as clock:
        lock = threading.Lock()
        lock.acquire()
        threading.Thread(target=stay).start()
        threading.Thread(target=lock.acquire).start()
        time.sleep(1)
        threading.Thread(target=stay).start()
    assert clock.elapsed == 1
    assert log == ["cleaned up"]


def test_virtual_time_ends_with_the_clock():
    """Afterwards time is real again."""
    with ExerciseClock():
        inside = time.time()
    assert inside == real.WALL_BASE / real.NANOSECONDS
    assert time.time() > inside


def test_two_clocks_in_one_thread_are_refused():
    """A clock cannot be entered on a clock."""
    with ExerciseClock(), pytest.raises(RuntimeError, match="already"), ExerciseClock():
        pass


def test_two_clocks_in_two_threads():
    """Each thread may have a clock of its own, at the same time."""
    elapsed = {}
    both = real.Lock()

    def work(delay):
        with ExerciseClock() as clock:
            asyncio.run(asyncio.sleep(delay))
            elapsed[delay] = clock.elapsed

    both.acquire()
    threads = [threading.Thread(target=work, args=(delay,)) for delay in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert elapsed == {1: 1, 2: 2}


def test_a_program_that_waits_for_ever_is_broken_off():
    """A loop that waits again and again meets the horizon."""

    async def main():
        while True:
            await asyncio.sleep(3_600)

    with pytest.raises(HorizonError, match="still be waiting"), ExerciseClock(horizon=86_400):
        asyncio.run(main())


def test_sleeping_for_ever_meets_the_horizon():
    """So does sleep(inf), if nobody cancels it."""
    with pytest.raises(HorizonError), ExerciseClock():
        asyncio.run(asyncio.sleep(float("inf")))


def test_a_deadlock_swallowed_again_and_again():
    """`except Exception: retry` around something that never comes is broken off in the end."""

    def main():
        lock = threading.Lock()
        lock.acquire()
        while True:
            try:
                lock.acquire()
            except Exception:
                continue

    with pytest.raises(SystemExit), ExerciseClock():
        main()


@pytest.mark.parametrize("beside", ["nothing", "a thread"])
def test_ctrl_c_in_a_coroutine(beside):
    """SIGINT cancels the main task, and asyncio.run raises KeyboardInterrupt, as in real time."""
    log = []

    async def main():
        threads = [threading.Thread(target=time.sleep, args=(5,))] if beside == "a thread" else []
        for thread in threads:
            thread.start()
        asyncio.get_running_loop().call_later(1, signal.raise_signal, signal.SIGINT)
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            log.append(time.monotonic())
            raise

    with ExerciseClock() as clock:
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(main())
        assert clock.elapsed == 1
    assert log == [100_001]


def test_ctrl_c_from_another_thread():
    """SIGINT reaches a main thread that waits in a join, as soon as it runs, and nothing hangs."""

    def interrupt():
        time.sleep(1)
        signal.raise_signal(signal.SIGINT)
        time.sleep(1)

    with ExerciseClock() as clock:
        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            thread.join()
        thread.join()
        assert clock.elapsed == 2


def test_an_interrupt_raised_in_a_callback():
    """A KeyboardInterrupt raised in a callback leaves run_until_complete at once; the loop can go on."""

    def interrupt():
        raise KeyboardInterrupt

    with ExerciseClock() as clock:
        loop = asyncio.new_event_loop()
        task = loop.create_task(asyncio.sleep(5, "slept"))
        loop.call_later(1, interrupt)
        with pytest.raises(KeyboardInterrupt):
            loop.run_until_complete(task)
        assert clock.elapsed == 1
        assert loop.run_until_complete(task) == "slept"
        loop.close()
    assert clock.elapsed == 5


def test_an_interrupt_raised_in_a_task():
    """So does one that a task raises."""

    async def main():
        await asyncio.sleep(1)
        raise KeyboardInterrupt

    with ExerciseClock() as clock, pytest.raises(KeyboardInterrupt):
        asyncio.run(main())
    assert clock.elapsed == 1


@pytest.mark.parametrize("thresholds", [(0, 10, 10), (50_000, 5, 5), (300, 3, 3)])
def test_the_thresholds_of_the_collector(thresholds):
    """They are raised, never lowered; a collector that is off stays off; afterwards they are as before."""
    before = gc.get_threshold()
    gc.set_threshold(*thresholds)
    try:
        with ExerciseClock():
            inside = gc.get_threshold()
            asyncio.run(asyncio.sleep(1))
            gc.set_threshold(1, 1, 1)
        assert gc.get_threshold() == thresholds
    finally:
        gc.set_threshold(*before)
    assert inside[0] == (thresholds[0] if thresholds[0] != 300 else 20_000)


def test_a_child_process_is_off_the_clock():
    """A forked child has real time, and its parent goes on in virtual time."""
    if not hasattr(os, "fork"):
        pytest.skip("no fork on this platform")
    with ExerciseClock(io="real") as clock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pid = os.fork()
        if pid == 0:
            os._exit(0 if time.time() > real.WALL_BASE / real.NANOSECONDS + 1 and not MEMBERS else 1)
        assert os.waitpid(pid, 0)[1] == 0
        time.sleep(2)
        assert clock.elapsed == 2


def test_importing_changes_nothing():
    """Only install() and entering a clock put the shims in place."""
    program = (
        "import time, threading; real = [time.sleep, threading.Lock]\n"
        "import grader.clock\n"
        "assert [time.sleep, threading.Lock] == real\n"
        "grader.clock.install(); grader.clock.install()\n"
        "assert time.sleep is not real[0]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_names_captured_before_are_put_right():
    """`from time import sleep` before install() is virtual all the same."""
    program = (
        "from time import sleep, monotonic\n"
        "from grader.clock import ExerciseClock\n"
        "with ExerciseClock() as clock: sleep(1000)\n"
        "assert clock.elapsed == 1000 and monotonic() != 100_000\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
