"""Odd but legitimate programs: what asyncio and threads allow, and few use."""

# ruff: noqa: PLC0415, PLW0108

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import contextvars
import functools
import gc
import logging
import os
import pickle
import signal
import socket
import sys
import threading
import time
import weakref
from datetime import datetime, timedelta

import pytest

from grader.clock import DeadlockError, ExerciseClock, real
from grader.clock.timers import Timers

STANDARD_TURN = asyncio.BaseEventLoop._run_once


def loops_of(factory):
    """Run a coroutine function on a loop of that kind."""

    def run(main):
        with asyncio.Runner(loop_factory=factory) as runner:
            return runner.run(main())

    return run


# --- loops --------------------------------------------------------------------------------------------------


def test_a_loop_in_a_thread_of_a_loop(world):
    """asyncio.run in to_thread, three levels deep: the waits overlap and nest."""

    async def level(depth):
        if depth:
            await asyncio.gather(asyncio.sleep(0.1), asyncio.to_thread(asyncio.run, level(depth - 1)))
            await asyncio.sleep(0.2)

    world.run(lambda: level(3))
    assert world.took(0.7)


def test_a_loop_that_counts_its_timers(world):
    """A subclass that overrides call_at is asked for each timer, by call_later too."""

    class Counting(asyncio.SelectorEventLoop):
        count = 0

        def call_at(self, when, callback, *args, context=None):
            self.count += 1
            return super().call_at(when, callback, *args, context=context)

        def _call_soon(self, callback, args, context):
            self.soon = callback
            return super()._call_soon(callback, args, context)

    async def main():
        await asyncio.gather(*(asyncio.sleep(0.1) for _ in range(3)))
        loop = asyncio.get_running_loop()
        loop.call_soon(print)
        return loop.count, loop.soon

    assert world.run(lambda: loops_of(Counting)(main)) == (3, print)
    assert world.took(0.1)


def test_a_loop_whose_time_runs_fast(world):
    """A subclass that overrides time() is believed, as it is by asyncio: it waits too long, and sees it."""

    class Fast(asyncio.SelectorEventLoop):
        def time(self):
            return super().time() * 10

    async def main():
        loop = asyncio.get_running_loop()
        start = loop.time()
        await asyncio.sleep(0.2)
        return loop.time() - start

    assert world.run(lambda: loops_of(Fast)(main)) == pytest.approx(2, abs=0.1)
    assert world.took(0.2)


def test_a_loop_whose_time_is_put_off(world):
    """A function that stands in the loop itself is believed too."""

    async def main():
        loop, usual = asyncio.get_running_loop(), asyncio.get_running_loop().time
        loop.time = lambda: usual() - 1_000
        start = loop.time()
        async with asyncio.timeout_at(start + 0.2):
            await asyncio.sleep(0.1)
        return round(loop.time() - start, 1)

    assert world.run(main) == 0.1
    assert world.took(0.1)


@pytest.mark.parametrize("own", ["calls super", "copy"])
def test_a_loop_with_turns_of_its_own(virtual, own):
    """A subclass that overrides _run_once is virtual, keeps the order, and is watched."""

    class Own(asyncio.SelectorEventLoop):
        turns = 0

        def _run_once(self):
            self.turns += 1
            if own == "copy":
                STANDARD_TURN(self)
            else:
                super()._run_once()

    async def main():
        log = []

        async def job(number):
            await asyncio.sleep(1)
            log.append(number)
            time.sleep(0.5)

        await asyncio.gather(*(job(number) for number in range(4)))
        assert asyncio.get_running_loop().turns > 3
        return log

    assert virtual.run(lambda: loops_of(Own)(main)) == [0, 1, 2, 3]
    assert virtual.took(3)
    assert [blocking.start for blocking in virtual.sightings.blockings] == [1, 1.5, 2, 2.5]
    assert virtual.sightings.most_in_flight == 5
    assert len(virtual.sightings.timeline) == 10


def test_debug_mode(world, caplog):
    """asyncio.run(debug=True) tells of slow callbacks, in the clock's time, and of where tasks were made."""

    async def main():
        time.sleep(0.2)
        task = asyncio.create_task(asyncio.sleep(0.1))
        assert [line.name for line in task._source_traceback][-2:] == ["main", "create_task"]
        await task
        loop = asyncio.get_running_loop()
        for handle in (loop.call_later(1, print), loop.call_at(1, print), loop.call_soon(int)):
            assert f"created at {__file__}" in repr(handle)
            handle.cancel()

    with caplog.at_level(logging.WARNING, "asyncio"):
        world.run(lambda: asyncio.run(main(), debug=True))
    assert world.took(0.3)
    assert "took 0.2" in caplog.text


def test_a_runner_with_a_factory_and_debug_mode(world):
    """asyncio.Runner(debug=True, loop_factory=...), with what is set between its runs."""

    def main():
        with asyncio.Runner(debug=True, loop_factory=asyncio.SelectorEventLoop) as runner:
            event = asyncio.Event()
            runner.get_loop().call_later(0.2, event.set)
            runner.run(asyncio.sleep(0.1))
            runner.run(event.wait())

    world.run(main)
    assert world.took(0.2)


def test_stop_and_run_again(world):
    """run_forever ends with the turn in which stop() is called; timers and callbacks wait for the next run."""

    def main():
        loop, log = asyncio.new_event_loop(), []
        loop.call_later(0.3, log.append, "late")
        loop.call_later(0.1, loop.stop)
        loop.run_forever()
        loop.call_soon(log.append, "soon")
        loop.stop()
        loop.run_forever()  # one turn
        log.append("between")
        loop.call_later(0.4, loop.stop)
        loop.run_forever()
        loop.close()
        return log

    assert world.run(main) == ["soon", "between", "late"]
    assert world.took(0.5)


def test_a_loop_goes_on_after_its_clock():
    """A loop that was run on a clock runs in real time afterwards, and on another clock, with its timers."""
    loop, log = asyncio.new_event_loop(), []
    with ExerciseClock() as clock:
        loop.call_later(1, log.append, "first")
        second = loop.call_later(5, log.append, "cancelled")
        loop.call_at(loop.time() + 5, log.append, "second")
        loop.run_until_complete(asyncio.sleep(2))
        assert type(loop._scheduled) is Timers
        assert clock.elapsed == 2
    assert type(loop._scheduled) is list
    second.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    assert log == ["first"]
    with ExerciseClock() as clock:
        loop.run_until_complete(asyncio.sleep(6))
        assert clock.elapsed == 6
    loop.close()
    assert log == ["first", "second"]


def test_a_loop_that_leaves_a_running_clock():
    """A thread off the clock may run a loop that was on it; its timers are there."""
    loop, log = asyncio.new_event_loop(), []
    begin = threading.Event()

    def outside():
        begin.wait()
        loop.call_soon(loop.stop)
        loop.run_forever()
        log.append(type(loop._scheduled))

    thread = threading.Thread(target=outside)
    thread.start()
    with ExerciseClock():
        loop.call_later(2, log.append, "due")
        loop.run_until_complete(asyncio.sleep(1))
        begin.set()
        thread.join()
        loop.run_until_complete(asyncio.sleep(1.5))
    loop.close()
    assert log == [list, "due"]


# --- callbacks and timers -----------------------------------------------------------------------------------


def test_timers_cancelled_in_bulk(virtual):
    """Twenty thousand timers, most of them cancelled and swept out; the others fire in order."""

    async def main():
        loop, log = asyncio.get_running_loop(), []
        for round_ in range(10):
            timers = [
                loop.call_later(100 + index % 7, log.append, (index % 7, round_, index))
                for index in range(2_000)
            ]
            for index, timer in enumerate(timers):
                if index % 100:
                    timer.cancel()
            await asyncio.sleep(0.5)
            assert sum(map(len, loop._scheduled.by_instant.values())) < 2_500
        await asyncio.sleep(200)
        return log

    log = virtual.run(main)
    assert len(log) == 200
    assert log == sorted(log, key=lambda entry: (entry[0] + entry[1] / 2, entry[1], entry[2]))
    assert virtual.took(205)


def test_timers_that_nobody_waits_for_cost_no_time(world):
    """Time never goes to a timer that was cancelled."""

    async def main():
        for _ in range(200):
            await asyncio.wait_for(asyncio.sleep(0), 60)
        asyncio.get_running_loop().call_later(30, print).cancel()
        await asyncio.sleep(0.1)

    world.run(main)
    assert world.took(0.1)
    assert world.elapsed < 5


def test_timers_set_before_the_loop_runs(virtual):
    """Those of one instant keep their order, whatever the heap did to them; a closed loop has none."""

    def main():
        loop, log = asyncio.new_event_loop(), []
        start = loop.time()
        for when, name in enumerate("abcdef"):
            loop.call_at(start + 2 - when // 3, log.append, name)
        loop.call_at(start + 9, log.append, "never")
        loop.run_until_complete(asyncio.sleep(3))
        loop.close()
        return log, loop

    log, loop = virtual.run(main)
    assert log == ["d", "e", "f", "a", "b", "c"]
    assert loop._scheduled == []


def test_timers_that_have_fired_are_not_counted_as_cancelled(virtual):
    """The end of `sleep` cancels a timer that has fired: no reason to sweep."""

    async def main():
        for _ in range(100):
            await asyncio.sleep(1)
        return asyncio.get_running_loop()._timer_cancelled_count

    assert virtual.run(main) == 0


def test_a_timer_cancels_its_neighbour(virtual, caplog):
    """What is cancelled at the very instant at which it is due does not run."""

    async def main():
        loop, log = asyncio.get_running_loop(), []
        loop.call_later(1, lambda: neighbour.cancel())
        neighbour = loop.call_later(1, log.append, "never")
        loop.call_later(1, log.append, "last")
        await asyncio.sleep(2)
        return log, neighbour.cancelled()

    assert virtual.run(main) == (["last"], True)
    assert caplog.text == ""


def test_handles_are_those_of_asyncio(world):
    """They are instances of asyncio's classes, know their time, and show themselves."""

    async def main():
        loop = asyncio.get_running_loop()
        timer, soon = loop.call_later(60, print, "x"), loop.call_soon(int)
        assert isinstance(timer, asyncio.TimerHandle)
        assert isinstance(soon, asyncio.Handle)
        assert 59 < timer.when() - loop.time() <= 60
        assert repr(timer).startswith("<TimerHandle when=")
        assert repr(soon).startswith("<Handle int()")
        assert hash(timer) == hash(timer.when())
        timer.cancel()
        assert "cancelled" in repr(timer)
        with pytest.raises(TypeError):
            loop.call_at(None, print)

    world.run(main)


def test_times_of_other_types(world):
    """A whole number is an instant too; what is over by now comes at once, in the order of the instants."""

    async def main():
        loop, log = asyncio.get_running_loop(), []
        loop.call_at(2, log.append, "b")
        loop.call_at(1.5, log.append, "a")
        loop.call_later(-3, log.append, "c")
        loop.call_later(0, log.append, "d")
        await asyncio.sleep(-1)
        await asyncio.sleep(0.01)
        return log

    assert world.run(main) == ["a", "b", "c", "d"]


def test_sleeping_for_ever_until_cancelled(world):
    """sleep(inf) is a way to wait for a cancellation."""

    async def main():
        task = asyncio.create_task(asyncio.sleep(float("inf")))
        await asyncio.sleep(0.2)
        task.cancel()
        await asyncio.wait([task])

    world.run(main)
    assert world.took(0.2)


def test_sleeping_for_days(virtual):
    """asyncio looks again after each day of waiting; that changes nothing."""
    virtual.run(lambda: asyncio.sleep(10 * 86_400 + 0.5))
    assert virtual.took(10 * 86_400 + 0.5)


def test_timeouts_at_equal_instants(virtual):
    """Two timeouts that expire at one instant: the outer one raises, the inner one lets the cancellation pass."""

    async def main():
        log = []
        try:
            async with asyncio.timeout(1):
                try:
                    async with asyncio.timeout(1):
                        await asyncio.sleep(1)
                except BaseException as error:
                    log.append(type(error).__name__)
                    raise
        except TimeoutError:
            log.append("outer")
        return log

    assert virtual.run(main) == ["CancelledError", "outer"]
    assert virtual.took(1)


def test_a_timeout_that_is_put_off(world):
    """timeout.reschedule, and timeout(None)."""

    async def main():
        async with asyncio.timeout(0.1) as timeout:
            timeout.reschedule(asyncio.get_running_loop().time() + 0.5)
            await asyncio.sleep(0.3)
        async with asyncio.timeout(None):
            await asyncio.sleep(0.1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.sleep(1), 0)

    world.run(main)
    assert world.took(0.4)


def test_an_error_in_a_callback(world):
    """It reaches the loop's exception handler, with the callback's name and its own traceback; the loop goes on."""
    seen = []

    class Odd(BaseException):
        pass

    def fails(error):
        raise error

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: seen.append(context))
        loop.call_soon(fails, ValueError("a"))
        loop.call_later(0.1, fails, Odd("b"))
        loop.call_soon(functools.partial(fails, KeyError("c")))
        await asyncio.sleep(0.2)

    world.run(main)
    assert [type(context["exception"]) for context in seen] == [ValueError, KeyError, Odd]
    assert all("fails" in context["message"] and context["handle"] for context in seen)
    trace = seen[0]["exception"].__traceback__
    if world.virtual:
        assert trace.tb_frame.f_code.co_name == "fails"
    while trace.tb_next:
        trace = trace.tb_next
    assert trace.tb_frame.f_code.co_name == "fails"


def test_an_error_in_the_exception_handler(world, caplog):
    """It is logged, and the loop goes on."""

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda loop, context: 1 // 0)
        loop.call_soon(next, iter(()))
        await asyncio.sleep(0.1)
        return "went on"

    assert world.run(main) == "went on"
    assert "Unhandled error in exception handler" in caplog.text


def test_leaving_the_loop_from_a_callback(world):
    """SystemExit in a callback leaves run_forever; what was ready then is called in the next run."""

    def main():
        loop, log = asyncio.new_event_loop(), []
        loop.call_soon(sys.exit, 3)
        loop.call_soon(log.append, "kept")
        with pytest.raises(SystemExit):
            loop.run_forever()
        loop.call_later(0.1, loop.stop)
        loop.run_forever()
        loop.close()
        return log

    assert world.run(main) == ["kept"]
    assert world.took(0.1)


def test_callbacks_of_any_kind(world):
    """Bound methods, partials, classes, objects with a __call__; with none, one, two and many arguments."""

    class Callable:
        def __init__(self):
            self.calls = []

        def __call__(self, *args):
            self.calls.append(args)

        def method(self, *args):
            self.calls.append(args)

    async def main():
        loop, target = asyncio.get_running_loop(), Callable()
        for count in range(5):
            loop.call_soon(target, *range(count))
            loop.call_soon(target.method, *range(count))
            loop.call_later(0.01, functools.partial(target, "p"), *range(count))
        await asyncio.sleep(0.1)
        return target.calls

    calls = world.run(main)
    assert calls[:10] == [tuple(range(count)) for count in range(5) for _ in range(2)]
    assert calls[10:] == [("p", *range(count)) for count in range(5)]


def test_contexts(world):
    """Each task has its context; callbacks run in the one that was current, or in the one that is given."""
    number = contextvars.ContextVar("number", default=0)

    async def main():
        loop, log = asyncio.get_running_loop(), []

        async def job(value):
            number.set(value)
            await asyncio.sleep(0.1)
            loop.call_soon(lambda: log.append(number.get()))
            await asyncio.to_thread(lambda: log.append(number.get() * 10))

        await asyncio.gather(job(1), job(2))
        own = contextvars.copy_context()
        own.run(number.set, 7)
        loop.call_soon(lambda: log.append(number.get()), context=own)
        loop.call_later(0.1, lambda: log.append(number.get()), context=own)
        await loop.create_task(asyncio.sleep(0.2), context=own)
        return sorted(log), number.get()

    assert world.run(main) == ([1, 2, 7, 7, 10, 20], 0)
    assert world.took(0.3)


# --- tasks --------------------------------------------------------------------------------------------------


def test_tasks_made_in_every_way(virtual):
    """create_task, ensure_future, Task(), a factory and a subclass: all are counted, in the order of their birth."""

    class Own(asyncio.Task):
        pass

    async def main():
        loop = asyncio.get_running_loop()
        made = [
            loop.create_task(asyncio.sleep(1)),
            asyncio.ensure_future(asyncio.sleep(1)),
            asyncio.Task(asyncio.sleep(1), loop=loop, name="direct"),
        ]
        loop.set_task_factory(lambda loop, coro, **options: Own(coro, loop=loop, **options))
        made.append(asyncio.create_task(asyncio.sleep(1), name="factory"))
        loop.set_task_factory(None)
        await asyncio.gather(*made)
        return [task.get_name() for task in made]

    assert virtual.run(main, timeline=0)[2:] == ["direct", "factory"]
    assert virtual.sightings.most_in_flight == 5


def test_eager_tasks(virtual):
    """Eager tasks run at once, and are watched from the first time that they wait."""
    if sys.version_info < (3, 12):
        pytest.skip("no eager tasks before Python 3.12")

    async def main():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        log = []

        async def job(delay):
            log.append(delay)
            if delay:
                await asyncio.sleep(delay)
                time.sleep(1)
            return delay

        tasks = [asyncio.create_task(job(delay), name=f"J{delay}") for delay in (0, 2, 1)]
        assert log == [0, 2, 1]
        assert tasks[0].done()
        return await asyncio.gather(*tasks)

    assert virtual.run(main) == [0, 2, 1]
    assert virtual.took(3)
    assert [blocking.task for blocking in virtual.sightings.blockings] == ["J1", "J2"]
    assert virtual.sightings.most_in_flight == 3


def test_a_task_that_raises_what_is_no_exception(world):
    """A BaseException of one's own stays in its task until somebody looks."""

    class Odd(BaseException):
        pass

    async def fails():
        await asyncio.sleep(0.1)
        raise Odd

    async def main():
        task = asyncio.create_task(fails())
        with pytest.raises(Odd):
            await task

    world.run(main)
    assert world.took(0.1)


def test_nothing_holds_a_task_that_is_over(virtual):
    """The clock keeps alive neither tasks nor their results."""
    import gc
    import weakref

    class Result:
        pass

    async def job():
        await asyncio.sleep(1)
        return Result()

    async def main():
        task = asyncio.create_task(job())
        dead = [weakref.ref(task), weakref.ref(await task)]
        del task
        await asyncio.sleep(1)
        gc.collect()
        return [reference() for reference in dead]

    assert virtual.run(main) == [None, None]


def test_a_shut_queue(world):
    """asyncio.Queue.shutdown wakes those who wait."""
    if sys.version_info < (3, 13):
        pytest.skip("queues cannot be shut before Python 3.13")

    async def main():
        queue = asyncio.Queue()
        asyncio.get_running_loop().call_later(0.2, queue.shutdown)
        with pytest.raises(asyncio.QueueShutDown):
            await queue.get()

    world.run(main)
    assert world.took(0.2)


def test_a_stream_that_is_fed(world):
    """StreamReader by itself, fed by timers."""

    async def main():
        reader, loop = asyncio.StreamReader(), asyncio.get_running_loop()
        loop.call_later(0.1, reader.feed_data, b"one\ntw")
        loop.call_later(0.2, reader.feed_data, b"o\n")
        loop.call_later(0.3, reader.feed_eof)
        return [line async for line in reader]

    assert world.run(main) == [b"one\n", b"two\n"]
    assert world.took(0.3)


# --- threads and signals ------------------------------------------------------------------------------------


def test_a_storm_of_calls_from_threads(world):
    """Four threads call into the loop two thousand times; none is lost, each thread's keep their order."""

    async def main():
        loop, log = asyncio.get_running_loop(), []

        def storm(name):
            for number in range(500):
                loop.call_soon_threadsafe(log.append, (name, number))
                if number % 100 == 0:
                    time.sleep(0.01)

        await asyncio.gather(*(asyncio.to_thread(storm, name) for name in "abcd"))
        await asyncio.sleep(0.1)
        return log

    log = world.run(main)
    assert len(log) == 2_000
    assert all([n for name, n in log if name == each] == list(range(500)) for each in "abcd")


def test_a_thread_that_was_there_before(virtual):
    """A thread off the clock may call into a loop that has something of its own to do."""
    begin, log = threading.Event(), []

    def call():
        begin.wait()
        loop.call_soon_threadsafe(log.append, "called")

    thread = threading.Thread(target=call)
    thread.start()

    async def main():
        nonlocal loop
        loop = asyncio.get_running_loop()
        begin.set()
        while not log:
            await asyncio.sleep(0.001)

    loop = None
    virtual.run(main)
    thread.join()
    assert log == ["called"]


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="POSIX signals")
@pytest.mark.parametrize("how", ["timer", "callback", "thread"])
def test_a_handler_of_a_signal(world, how):
    """loop.add_signal_handler: the signal is handled at once, whoever sends it, even while nothing else is set."""

    async def main():
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        loop.add_signal_handler(signal.SIGUSR1, event.set)
        if how == "timer":
            loop.call_later(0.1, signal.raise_signal, signal.SIGUSR1)
        elif how == "callback":
            loop.call_soon(os.kill, os.getpid(), signal.SIGUSR1)
            loop.call_later(30, print)
        else:
            thread = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGUSR1))
            thread.start()
        await event.wait()
        loop.remove_signal_handler(signal.SIGUSR1)

    world.run(main)
    assert world.elapsed < 5


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="POSIX signals")
def test_a_plain_handler_of_a_signal(world):
    """signal.signal beside a loop: the handler runs between two callbacks."""
    log = []

    async def main():
        before = signal.signal(signal.SIGUSR1, lambda *_: log.append("handled"))
        asyncio.get_running_loop().call_later(0.1, signal.raise_signal, signal.SIGUSR1)
        await asyncio.sleep(0.2)
        signal.signal(signal.SIGUSR1, before)

    world.run(main)
    assert log == ["handled"]
    assert world.took(0.2)


def test_a_pool_in_a_pool(world):
    """A call on a pool waits for a call on another, beside a ticking loop."""

    async def main():
        loop, ticks = asyncio.get_running_loop(), 0
        with (
            concurrent.futures.ThreadPoolExecutor(1) as outer,
            concurrent.futures.ThreadPoolExecutor(1) as inner,
        ):
            waiting = loop.run_in_executor(outer, lambda: inner.submit(time.sleep, 0.3).result(5))
            while not waiting.done():
                await asyncio.sleep(0.1)
                ticks += 1
        return ticks

    assert world.run(main) in (3, 4)
    assert world.took(0.3)


def test_a_pool_that_lives_on_is_not_waited_for(world, monkeypatch):
    """Its idle thread does not end with the clock; the next clock takes it in again."""
    monkeypatch.setattr("grader.clock.clock._FAREWELL", 20)
    start, threads = real.monotonic(), []
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        for _ in range(2):
            world.run(lambda: pool.submit(time.sleep, 1).result())
            assert world.took(1)
            threads += pool._threads
    assert threads[0] is threads[1]
    assert real.monotonic() - start < 20


def test_a_socket_pair_in_a_loop(world):
    """add_reader on sockets that need no network: real readiness comes before time jumps."""

    async def main():
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        one, two = socket.socketpair()
        with one, two:
            loop.add_reader(one, event.set)
            loop.call_later(0.1, two.send, b"x")
            await asyncio.wait_for(event.wait(), 60)
            loop.remove_reader(one)

    world.run(main)
    assert world.took(0.1)
    assert world.elapsed < 5


def test_a_pipe_in_a_loop(world):
    """connect_read_pipe, written to by a thread."""
    if not hasattr(os, "set_blocking"):
        pytest.skip("no such pipes on this platform")

    async def main():
        loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
        out, into = os.pipe()

        def write():
            time.sleep(0.2)
            os.write(into, b"hello\n")
            os.close(into)

        pipe = os.fdopen(out)
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
        _, data = await asyncio.gather(asyncio.to_thread(write), reader.read())
        transport.close()
        return data

    assert world.run(main) == b"hello\n"
    assert world.took(0.2)


# --- the module time ----------------------------------------------------------------------------------------


def test_time_in_a_class(world):
    """The functions of `time` may stand in a class, and are no methods of it."""

    class Stopwatch:
        now = time.monotonic
        rest = time.sleep

        def __init__(self):
            self.start = self.now()

        def elapsed(self):
            self.rest(0.2)
            return self.now() - self.start

    assert world.run(lambda: round(Stopwatch().elapsed(), 1)) == 0.2
    assert world.took(0.2)


def test_the_functions_of_time_can_be_pickled_and_named(virtual):
    """They travel to the processes of a pool, and know their names."""
    assert pickle.loads(pickle.dumps(time.sleep)) == time.sleep
    assert time.perf_counter.__name__ == "perf_counter"

    def main():
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            return list(pool.map(functools.partial(pow, 2), [1, 2])), list(pool.map(time.sleep, [3, 3]))

    assert virtual.run(main, processes="threads") == ([2, 4], [None, None])
    assert virtual.took(3)


def test_wrong_arguments_of_sleep(world):
    """They are complained of as by the real one."""

    def main():
        for wrong, error in (
            ("1", TypeError),
            (None, TypeError),
            (-1, ValueError),
            (float("nan"), ValueError),
        ):
            with pytest.raises(error):
                time.sleep(wrong)
        time.sleep(True)

    world.run(main)
    assert world.took(1)


def test_dates_in_tasks():
    """Deadlines by datetime: they come at the very second."""

    async def until(moment, log):
        while (left := moment - datetime.now()) > timedelta(0):
            await asyncio.sleep(min(left.total_seconds(), 3_600))
        log.append(datetime.now().isoformat())

    async def main():
        log = []
        now = datetime.now()
        await asyncio.gather(*(until(now + timedelta(hours=hours), log) for hours in (30, 2)))
        return log

    with ExerciseClock() as clock, clock.calendar("2024-02-28 20:00"):
        assert asyncio.run(main()) == ["2024-02-28T22:00:00", "2024-03-01T02:00:00"]
        assert clock.elapsed == 30 * 3_600


def test_garbage_in_the_middle(virtual):
    """Cycles of a program's are collected while it runs, however often it asks."""
    import gc

    class Node:
        made = gone = 0

        def __init__(self):
            Node.made += 1
            self.me = self

        def __del__(self):
            Node.gone += 1

    async def main():
        for _ in range(60_000):
            Node()
        await asyncio.sleep(1)
        gc.collect()
        return Node.gone

    with contextlib.suppress(AttributeError):
        assert virtual.run(main) == 60_000


# --- the clock's own end ------------------------------------------------------------------------------------


def test_a_clock_runs_once():
    """A second time it would stand at the end of the first: it says so."""
    clock = ExerciseClock()
    with clock:
        time.sleep(1)
    with pytest.raises(RuntimeError, match="make another"):
        clock.__enter__()
    with ExerciseClock() as another:
        time.sleep(1)
    assert another.elapsed == 1


class Shy:
    """Tells nobody what it is."""

    @property
    def __class__(self):
        raise LookupError("not for you")


@pytest.mark.parametrize("make", [lambda: weakref.proxy(Shy()), Shy], ids=["a dead proxy", "a shy object"])
def test_what_does_not_say_its_class_is_left_alone(make):
    """Objects that a run leaves behind are looked at without asking them; the collector is as it was."""
    kept, frozen = [], (gc.get_freeze_count(), gc.get_threshold())
    with ExerciseClock():
        kept.append(make())
    assert (gc.get_freeze_count(), gc.get_threshold()) == frozen


def test_waiting_for_ever_beside_one_that_asks_again_and_again():
    """`sleep(inf)` is a wait like any other; it is no time to which the clock could move."""

    async def main():
        forever = asyncio.create_task(asyncio.sleep(float("inf")))
        for _ in range(40_000):
            await asyncio.sleep(0)
        forever.cancel()
        return "done"

    with ExerciseClock():
        assert asyncio.run(main()) == "done"


def test_tasks_may_have_any_name_in_a_deadlock():
    """Digits that are no decimal ones, too."""

    async def main():
        never = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            for name in ("10²", "٣", "½", "7"):
                group.create_task(never.wait(), name=name)

    with ExerciseClock(), pytest.raises(DeadlockError):
        asyncio.run(main())
