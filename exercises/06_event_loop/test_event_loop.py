"""Examples for exercise 06. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from event_loop import in_order, kind_of, run


async def do_work(x):
    """Wait x seconds; give the text of the notes."""
    await asyncio.sleep(x)
    return f"Done after {x}s"


@pytest.mark.task(1)
def test_kind_of_a_function_and_what_it_gives():
    """`async def` defines a coroutine function; calling it gives a coroutine."""
    assert kind_of(do_work) == "coroutine function"
    coroutine = do_work(3)
    assert kind_of(coroutine) == "coroutine"
    coroutine.close()
    assert kind_of(print) == "other"


@pytest.mark.task(1)
async def test_kind_of_a_task_and_a_future():
    """A task is a future, too; the narrower word is asked for."""
    task = asyncio.create_task(do_work(3))
    assert kind_of(task) == "task"
    assert kind_of(asyncio.get_running_loop().create_future()) == "future"
    await task


@pytest.mark.task(2)
def test_run_gives_the_result():
    """The coroutine runs to its end, and its result comes back."""
    assert run(do_work(3)) == "Done after 3s"


@pytest.mark.task(2)
def test_run_closes_the_loop_after_an_error():
    """The error of the coroutine comes out, and its loop is closed all the same."""
    loops = []

    async def fail():
        loops.append(asyncio.get_running_loop())
        raise ValueError("the disk is full")

    with pytest.raises(ValueError, match="the disk is full"):
        run(fail())
    assert loops[0].is_closed()


@pytest.mark.task(2)
def test_run_lets_a_task_that_is_left_over_clean_up():
    """The heartbeat is still going when main returns: it is cancelled, and its cleanup is run to the end."""
    log = []

    async def heartbeat():
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(1)
            log.append("heartbeat has stopped")

    async def main():
        task = asyncio.create_task(heartbeat())
        await asyncio.sleep(3)
        log.append("main is over")
        return task.get_name()

    run(main())
    assert log == ["main is over", "heartbeat has stopped"]


@pytest.mark.task(3)
async def test_in_order_of_their_time():
    """The plan is in any order; the calls happen in the order of time."""
    assert await in_order([(2, "lunch"), (0.5, "tea"), (4, "home")]) == [
        (0.5, "tea"),
        (2, "lunch"),
        (4, "home"),
    ]


@pytest.mark.task(3)
async def test_in_order_of_nothing():
    """Nothing to wait for."""
    assert await in_order([]) == []
