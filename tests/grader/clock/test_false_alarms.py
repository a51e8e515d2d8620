"""Right programs of which nothing must be sighted: a sighting may cost a learner points."""

# ruff: noqa: D103

from __future__ import annotations

import asyncio
import contextlib
import time

import pytest

from grader.clock import ExerciseClock
from grader.clock.telling import tell


async def timeout_and_wait_for():
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1):
            await asyncio.sleep(5)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.sleep(5), 1)
    await asyncio.wait_for(asyncio.sleep(1), 5)


async def timeout_inside_a_task():
    task = asyncio.create_task(timeout_and_wait_for())
    await task


async def group_with_a_failing_child():
    async def boom():
        await asyncio.sleep(1)
        raise ValueError

    with contextlib.suppress(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(5))
            group.create_task(boom())
            await asyncio.sleep(9)
    with contextlib.suppress(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(5))
            group.create_task(boom())


async def group_in_a_child():
    await asyncio.create_task(group_with_a_failing_child())


async def gather_returns_exceptions():
    async def boom():
        raise ValueError

    await asyncio.gather(boom(), asyncio.sleep(1), boom(), return_exceptions=True)


async def gather_raises_the_first():
    async def boom(delay):
        await asyncio.sleep(delay)
        raise ValueError

    with contextlib.suppress(ValueError):
        await asyncio.gather(boom(1), boom(2))
    await asyncio.sleep(3)


async def cancels_and_waits():
    task = asyncio.create_task(asyncio.sleep(9))
    await asyncio.sleep(1)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def cancels_one_that_cleans_up():
    async def worker():
        try:
            await asyncio.sleep(9)
        finally:
            await asyncio.sleep(1)

    task = asyncio.create_task(worker())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def cancels_one_that_has_not_begun():
    task = asyncio.create_task(cancels_and_waits())
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def cancels_the_rest_without_waiting():
    tasks = [asyncio.create_task(asyncio.sleep(delay)) for delay in (1, 2, 3)]
    _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()


async def awaits_a_cancelled_future():
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(1, future.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await future


async def cancels_itself():
    asyncio.current_task().cancel()
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        asyncio.current_task().uncancel()


async def numbers():
    for number in range(3):
        yield number
        await asyncio.sleep(0.1)


async def closes_its_generator():
    async with contextlib.aclosing(numbers()) as items:
        async for _ in items:
            break


async def uses_a_generator_up():
    assert [number async for number in numbers()] == [0, 1, 2]


async def never_begins_a_generator():
    numbers()


async def async_context_manager():
    @contextlib.asynccontextmanager
    async def resource():
        await asyncio.sleep(1)
        try:
            yield 1
        finally:
            await asyncio.sleep(1)

    with contextlib.suppress(KeyError):
        async with resource():
            raise KeyError


async def closes_its_coroutine():
    fallback = asyncio.sleep(1)
    fallback.close()


async def threads_and_queues():
    queue = asyncio.Queue()

    async def worker():
        while True:
            await asyncio.to_thread(time.sleep, await queue.get())
            queue.task_done()

    for _ in range(3):
        queue.put_nowait(1)
    workers = [asyncio.create_task(worker()) for _ in range(2)]
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)


async def looks_at_the_exception():
    async def boom():
        raise ValueError

    task = asyncio.create_task(boom())
    await asyncio.wait([task])
    assert isinstance(task.exception(), ValueError)


async def shields():
    inner = asyncio.create_task(asyncio.sleep(3))
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(inner), 1)
    await inner


async def yields_politely():
    beat = asyncio.create_task(asyncio.sleep(1))
    for _ in range(1_000):
        await asyncio.sleep(0)
    await beat


async def yields_very_often_with_nothing_to_wait_for():
    for _ in range(3_000):
        await asyncio.sleep(0)


def runs_twice():
    for _ in range(2):
        asyncio.run(cancels_and_waits())


def loop_by_hand():
    loop = asyncio.new_event_loop()
    try:
        tasks = [loop.create_task(asyncio.sleep(9)) for _ in range(3)]
        loop.run_until_complete(asyncio.sleep(1))
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def cleans_up_after_an_interrupt():
    async def interrupted():
        await asyncio.sleep(1)
        raise KeyboardInterrupt

    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(asyncio.sleep(9)), loop.create_task(interrupted())]
    try:
        loop.run_until_complete(asyncio.gather(*tasks))
    except KeyboardInterrupt:
        tasks[0].cancel()
        loop.run_until_complete(asyncio.gather(tasks[0], return_exceptions=True))
    finally:
        loop.close()


def cancels_and_closes():
    loop = asyncio.new_event_loop()
    cancels_and_closes.task = task = loop.create_task(asyncio.sleep(9))
    task._log_destroy_pending = False
    loop.run_until_complete(asyncio.sleep(1))
    task.cancel()
    loop.close()


async def cancels_a_group_from_outside():
    async def work():
        async with asyncio.TaskGroup() as group:
            for delay in (5, 6):
                group.create_task(asyncio.sleep(delay))

    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def translates_a_cancellation():
    async def work():
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            raise ValueError("stopped") from None

    task = asyncio.create_task(work())
    await asyncio.sleep(1)
    task.cancel()
    with contextlib.suppress(ValueError):
        await task


async def runs_an_eager_task():
    loop = asyncio.get_running_loop()
    if hasattr(asyncio, "eager_task_factory"):
        loop.set_task_factory(asyncio.eager_task_factory)
    await asyncio.gather(asyncio.sleep(1), cancels_and_waits(), never_begins_a_generator())


async def merges_generators():
    pending = {asyncio.ensure_future(anext(items)): items for items in (numbers(), numbers())}
    seen = 0
    while pending:
        done, _ = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for future in done:
            items = pending.pop(future)
            if future.exception() is None:
                seen += 1
                pending[asyncio.ensure_future(anext(items))] = items
    assert seen == 6


async def producer_and_consumers():
    queue = asyncio.Queue(2)

    async def produce():
        for item in range(5):
            await queue.put(item)
        await queue.put(None)

    async def consume():
        while await queue.get() is not None:
            await asyncio.sleep(1)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        group.create_task(consume())


RIGHT = [value for value in list(globals().values())
         if callable(value) and getattr(value, "__module__", "") == __name__ and value is not numbers]  # fmt: skip


@pytest.mark.parametrize("program", RIGHT, ids=lambda program: program.__name__)
def test_nothing_is_sighted(virtual, program):
    """A right program is told nothing."""
    virtual.run(program, spin_turns=2_000)
    assert tell(virtual.sightings) == []


@pytest.mark.parametrize("arguments", [(), (1, 2), ("a",), (-1,)])
def test_a_wrong_call_of_sleep_is_refused_in_pythons_own_words(arguments):
    """The message on the clock is the one that a learner finds when they look it up."""
    with pytest.raises((TypeError, ValueError)) as really:
        time.sleep(*arguments)
    with ExerciseClock(), pytest.raises(type(really.value)) as virtual:
        time.sleep(*arguments)
    assert str(virtual.value) == str(really.value)
