"""What the clock sees: each kind of sighting, with its line, its task and its instant."""

# ruff: noqa: SIM105

from __future__ import annotations

import asyncio
import concurrent.futures
import gc
import logging
import queue
import threading
import time

import pytest

from grader.clock import ExerciseClock

pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_blocking_call(seen, line_of):
    """time.sleep in a coroutine: its line, function, task, instant and duration."""

    async def blocks():
        await asyncio.sleep(1)
        time.sleep(2)

    async def main():
        await asyncio.create_task(blocks(), name="B")

    (blocking,) = seen(main).blockings
    assert (blocking.kind, blocking.start, blocking.duration, blocking.task) == ("time.sleep", 1, 2, "B")
    assert (blocking.place.file, blocking.place.function) == (__file__, "blocks")
    assert blocking.place.line == line_of("time.sleep(2)", blocks)
    assert blocking.place.source == "time.sleep(2)"


def test_kinds_of_blocking(seen):
    """Locks, joins, queues and futures are told apart, by what the learner called."""

    async def main():
        lock, items = threading.Lock(), queue.Queue()
        simple, event = queue.SimpleQueue(), threading.Event()
        lock.acquire()
        for delay, wake in enumerate(
            (lock.release, event.set, lambda: items.put(1), lambda: simple.put(1)), 1
        ):
            threading.Timer(delay, wake).start()
        lock.acquire()
        event.wait()
        items.get()
        simple.get()
        thread = threading.Thread(target=time.sleep, args=(1,))
        thread.start()
        thread.join()
        with concurrent.futures.ThreadPoolExecutor() as pool:
            concurrent.futures.wait([pool.submit(time.sleep, 1)])

    blockings = seen(main).blockings
    assert [blocking.kind for blocking in blockings] == ["lock", "lock", "queue", "queue", "join", "future"]
    assert {blocking.duration for blocking in blockings} == {1.0}


def test_no_blocking_outside_of_a_loop(seen):
    """A plain program may sleep."""
    assert seen(lambda: time.sleep(3)).blockings == ()


def test_no_blocking_in_another_thread(seen):
    """So may a thread beside the loop."""

    async def main():
        await asyncio.to_thread(time.sleep, 3)

    assert seen(main).blockings == ()


def test_a_busy_wait(seen, line_of):
    """A busy-wait is one blocking, however often the clock was read."""

    async def main():
        end = time.monotonic() + 2
        while time.monotonic() < end:
            pass

    (blocking,) = seen(main, spin_reads=1_000).blockings
    assert (blocking.kind, blocking.start) == ("busy-wait", 0)
    assert blocking.duration == pytest.approx(2, abs=0.003)
    assert blocking.place.line == line_of("while time", main)


def test_a_spin(seen, line_of):
    """`while ...: await sleep(0)` is a spin, with its line and how long it lasted."""

    async def main():
        task = asyncio.create_task(asyncio.sleep(2))
        while not task.done():
            await asyncio.sleep(0)

    (spin,) = seen(main, spin_turns=500).spins
    assert spin.task == "Task-1"
    assert spin.duration == pytest.approx(2, abs=0.003)
    assert spin.place.line == line_of("await asyncio.sleep(0)", main)


def test_a_spin_later(seen):
    """It begins where the polling begins."""

    async def main():
        await asyncio.sleep(3)
        task = asyncio.create_task(asyncio.sleep(2))
        while not task.done():
            await asyncio.sleep(0)

    (spin,) = seen(main, spin_turns=500).spins
    assert (spin.start, spin.duration) == (3, pytest.approx(2, abs=0.003))


def test_polling_the_clock_is_a_spin(seen):
    """sleep(0) until the clock shows enough, with nothing else to wait for."""

    async def main():
        end = time.monotonic() + 1
        while time.monotonic() < end:
            await asyncio.sleep(0)

    sightings = seen(main, spin_turns=500)
    assert [round(spin.duration) for spin in sightings.spins] == [1]
    assert sightings.blockings == ()


def test_a_deadlock(seen, line_of):
    """Every waiting task, with its line and what it waits for."""

    async def one(queue):
        await queue.get()

    async def main():
        lock = asyncio.Lock()
        async with asyncio.TaskGroup() as group, lock:
            group.create_task(one(asyncio.Queue()), name="A")
            waiting = group.create_task(lock.acquire(), name="B")
            await asyncio.sleep(1)
            await waiting

    (deadlock,) = seen(main).deadlocks
    assert deadlock.at == 1
    assert [(w.name, w.awaiting) for w in deadlock.waiters] == [
        ("A", "Queue.get"),
        ("B", "Lock.acquire"),
        ("Task-1", "task 'B'"),
    ]
    lines = [waiter.place.line for waiter in deadlock.waiters]
    assert lines == [
        line_of("queue.get()", one),
        line_of("lock.acquire()", main),
        line_of("await waiting", main),
    ]


def test_a_deadlock_comes_at_once(seen):
    """Timers that were cancelled do not put it off."""

    async def main():
        for delay in (1, 2, 3):
            asyncio.get_running_loop().call_later(delay, print).cancel()
        await asyncio.Event().wait()

    assert [deadlock.at for deadlock in seen(main).deadlocks] == [0]


def test_a_swallowed_deadlock_is_seen(seen):
    """`except Exception` may swallow the error, but not the record."""

    def main():
        try:
            asyncio.run(asyncio.Event().wait())
        except Exception:
            return

    assert len(seen(main).deadlocks) == 1


def test_a_coroutine_never_awaited(seen, line_of):
    """The line that made it."""

    async def forgotten():
        pass

    async def main():
        asyncio.sleep(1)
        forgotten()

    first, second = seen(main).unawaited
    assert (first.coroutine, first.place.line) == ("sleep", line_of("asyncio.sleep(1)", main))
    assert second.coroutine.endswith("forgotten")
    assert second.place.line == line_of("        forgotten()", main)


def test_a_coroutine_never_awaited_but_still_held(seen):
    """Neither a reference nor a cycle hides it, whatever the collector does."""
    held = []

    async def main():
        held.append(asyncio.sleep(1))
        cycle = [asyncio.sleep(2)]
        cycle.append(cycle)

    gc.disable()
    try:
        sightings = seen(main)
    finally:
        gc.enable()
    held[0].close()
    assert len(sightings.unawaited) == 2


def test_a_task_left_pending(seen, line_of):
    """The line on which it waited when asyncio.run ended it, and a task of which nothing is the learner's."""

    async def background():
        await asyncio.sleep(100)

    async def main():
        main.tasks = [asyncio.create_task(background(), name="B"), asyncio.create_task(asyncio.sleep(50))]
        await asyncio.sleep(1)

    first, second = seen(main).pending
    assert (first.task, first.place.line) == ("B", line_of("asyncio.sleep(100)", background))
    assert (second.task, second.place.line) == ("Task-3", line_of("asyncio.sleep(50)", main))


def test_a_task_pending_in_a_closed_loop(seen):
    """Whoever closes a loop by hand leaves its tasks too."""

    def main():
        loop = asyncio.new_event_loop()
        main.task = loop.create_task(asyncio.sleep(9))
        main.task._log_destroy_pending = False  # or asyncio would tell of it, whenever it is collected
        loop.run_until_complete(asyncio.sleep(1))
        loop.close()

    assert [pending.task for pending in seen(main).pending] == ["Task-1"]


def test_a_task_pending_in_a_loop_that_is_never_closed(seen):
    """A loop that is merely left, with its tasks."""

    def main():
        main.loop = asyncio.new_event_loop()
        main.task = main.loop.create_task(asyncio.sleep(9))
        main.loop.run_until_complete(asyncio.sleep(1))

    assert [pending.task for pending in seen(main).pending] == ["Task-1"]
    main.task._log_destroy_pending = False
    main.loop.close()


def test_a_task_that_is_collected_while_it_waits(seen, line_of):
    """Nobody holds it, nor what it waits for: Python collects it in the midst of the run, and takes its line away."""

    async def waits():
        await asyncio.get_running_loop().create_future()

    async def main():
        asyncio.create_task(waits(), name="lost")  # noqa: RUF006
        await asyncio.sleep(1)
        gc.collect()
        await asyncio.sleep(1)

    (pending,) = seen(main).pending
    assert (pending.task, pending.place.line) == ("lost", line_of("create_task(waits()", main))


def test_an_exception_never_retrieved(seen, line_of):
    """The line that raised, also where the task is still referenced."""

    async def fails():
        raise ValueError("lost")

    async def main():
        asyncio.create_task(fails(), name="dropped")  # noqa: RUF006
        main.held = asyncio.create_task(fails(), name="held")
        await asyncio.sleep(1)

    unretrieved = seen(main).unretrieved
    assert sorted(entry.task for entry in unretrieved) == ["dropped", "held"]
    assert {entry.error for entry in unretrieved} == {"ValueError: lost"}
    assert {entry.place.line for entry in unretrieved} == {line_of("raise ValueError", fails)}
    assert main.held.exception()  # now somebody has looked


def test_errors_are_told_apart_wherever_they_stood(seen, monkeypatch):
    """Each of fifty, though one stands at the address where another stood that was collected before."""
    monkeypatch.setattr(
        logging.getLogger("asyncio"), "disabled", True
    )  # pytest would keep what is logged alive

    async def fails():
        raise ValueError("lost")

    async def main():
        for number in range(50):
            asyncio.create_task(fails(), name=f"dropped {number}")  # noqa: RUF006
            await asyncio.sleep(1)
            gc.collect()

    assert len({entry.task for entry in seen(main).unretrieved}) == 50


def test_a_cancellation_swallowed(seen, line_of):
    """A task that catches its own CancelledError and goes on."""

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            pass
        await asyncio.sleep(1)

    async def main():
        task = asyncio.create_task(stubborn(), name="S")
        await asyncio.sleep(1)
        task.cancel()
        await task

    (swallowed,) = seen(main).swallowed
    assert (swallowed.task, swallowed.place.line) == ("S", line_of("sleep(10)", stubborn))


def test_only_the_one_that_swallows_is_blamed(seen):
    """A task that waits for a stubborn one never sees the cancellation itself."""

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "done all the same"

    async def outer():
        return await asyncio.create_task(stubborn(), name="inner")

    async def main():
        task = asyncio.create_task(outer(), name="outer")
        await asyncio.sleep(1)
        task.cancel()
        await task

    assert [swallowed.task for swallowed in seen(main).swallowed] == ["inner"]


def test_an_async_generator_left_open(seen, line_of):
    """Left by `break`, or held until the loop ends: the yield at which it stands."""

    async def numbers():
        yield 1
        yield 2

    async def main():
        async for _ in numbers():
            break
        main.held = numbers()
        await anext(main.held)
        await anext(main.held)

    first, second = seen(main).unclosed
    assert first.generator.endswith("numbers")
    assert (first.place.line, second.place.line) == (line_of("yield 1", numbers), line_of("yield 2", numbers))


def test_an_async_generator_of_a_loop_left_by_hand(seen):
    """A loop that is closed without shutdown_asyncgens, and a generator that is still held."""

    async def numbers():
        yield 1

    def main():
        loop = asyncio.new_event_loop()
        main.held = numbers()
        loop.run_until_complete(anext(main.held))
        loop.close()

    assert len(seen(main).unclosed) == 1


def test_most_in_flight(seen):
    """Eleven tasks at the same time: the main one and ten children, though they end at once."""

    async def job():
        pass

    async def main():
        await asyncio.gather(*(job() for _ in range(10)))
        for _ in range(20):
            await asyncio.create_task(job())

    assert seen(main).most_in_flight == 11


def test_a_task_that_an_interrupt_ended_is_in_flight_no_more(seen):
    """KeyboardInterrupt leaves the loop from within the task's last step."""

    async def interrupted():
        await asyncio.sleep(1)
        raise KeyboardInterrupt

    def main():
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                asyncio.run(interrupted())

    assert seen(main).most_in_flight == 1


def test_the_timeline(seen, line_of):
    """When each task ran, until when it waited, and where."""

    async def child():
        await asyncio.sleep(1)
        time.sleep(2)

    async def main():
        await asyncio.create_task(child(), name="C")

    waits, sleeps, last = (
        line_of(text, f) for text, f in (("create_task", main), ("sleep(1)", child), ("2", child))
    )
    timeline = seen(main).timeline
    assert [(s.task, s.start, s.end, s.place and s.place.line) for s in timeline] == [
        ("Task-1", 0, 3, waits),
        ("C", 0, 1, sleeps),
        ("C", 1, 3, None),
        ("Task-1", 3, 3, None),
    ]
    assert last


def test_a_task_that_ends_before_the_others(seen):
    """Its last step ends when it does."""

    async def main():
        task = asyncio.create_task(asyncio.sleep(1), name="short")
        await asyncio.sleep(5)
        await task

    steps = [(step.start, step.end) for step in seen(main).timeline if step.task == "short"]
    assert steps == [(0, 1), (1, 1)]


@pytest.mark.parametrize("timeline", [0, 3])
def test_what_is_seen_without_a_timeline(seen, timeline):
    """However few steps are kept, tasks are counted, and a cancellation swallowed is seen."""

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            pass

    async def main():
        tasks = [asyncio.create_task(stubborn(), name=name) for name in "ABC"]
        await asyncio.sleep(1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)

    sightings = seen(main, timeline=timeline)
    assert [swallowed.task for swallowed in sightings.swallowed] == ["A", "B", "C"]
    assert sightings.most_in_flight == 4
    assert [(step.start, step.end) for step in sightings.timeline] == [(0, 1)] * timeline


def test_the_timeline_is_cut_short(seen):
    """A long run keeps no more steps than asked for."""

    async def main():
        for _ in range(50):
            await asyncio.sleep(1)

    assert len(seen(main, timeline=10).timeline) == 10


def test_unnamed_tasks_count_from_one(seen):
    """Each clock numbers its tasks as a fresh process would, and the learner sees the same names."""
    names = []

    async def main():
        names.append(asyncio.current_task().get_name())

    for _ in range(2):
        seen(main)
    assert names == ["Task-1", "Task-1"]


def test_sightings_before_the_end(virtual):
    """What has been seen so far can be asked for at any time."""

    async def blocks():
        time.sleep(1)

    with ExerciseClock() as clock:
        asyncio.run(blocks())
        assert len(clock.sightings().blockings) == 1
