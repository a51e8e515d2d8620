"""Examples for exercise 08. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from callback import completion_order, describe, label_all, with_callback


async def do_work(x):
    """Wait x seconds; give the text of the notes."""
    await asyncio.sleep(x)
    return f"Done after {x}s"


async def fail_after(x):
    """Wait x seconds, then fail."""
    await asyncio.sleep(x)
    raise ValueError("no such file")


@pytest.mark.task(1)
async def test_with_callback_calls_back_and_gives_the_result():
    """The callback gets the future, and has run when the result is there."""
    log = []

    def report(future):
        log.append(future.result())

    assert await with_callback(do_work(2), report) == "Done after 2s"
    assert log == ["Done after 2s"]


@pytest.mark.task(1)
async def test_with_callback_is_called_by_the_loop():
    """Inside the callback no task is running: it is the loop that calls."""
    log = []

    def report(future):
        log.append(asyncio.current_task())

    await with_callback(do_work(2), report)
    assert log == [None]


@pytest.mark.task(1)
async def test_with_callback_tells_of_a_failure_as_well():
    """The exception comes out after the callback has seen it."""
    log = []

    def report(future):
        log.append(str(future.exception()))

    with pytest.raises(ValueError, match="no such file"):
        await with_callback(fail_after(1), report)
    assert log == ["no such file"]


@pytest.mark.task(2)
async def test_describe_a_task():
    """A task that is pending, and then has a result."""
    task = asyncio.create_task(do_work(2))
    assert describe(task) == "pending"
    await asyncio.wait([task])
    assert describe(task) == "result: Done after 2s"


@pytest.mark.task(2)
async def test_describe_a_failure():
    """The name of the exception's class, and its text."""
    task = asyncio.create_task(fail_after(1))
    await asyncio.gather(task, return_exceptions=True)
    assert describe(task) == "error: ValueError: no such file"


@pytest.mark.task(2)
async def test_describe_a_cancelled_task():
    """A cancelled task has neither a result nor an exception."""
    task = asyncio.create_task(do_work(2))
    task.cancel()
    await asyncio.wait([task])
    assert describe(task) == "cancelled"


@pytest.mark.task(3)
async def test_completion_order():
    """All start at once; the shortest is the first."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    results = await completion_order([do_work(3), do_work(1), do_work(2)])
    assert results == ["Done after 1s", "Done after 2s", "Done after 3s"]
    assert loop.time() - began == 3


@pytest.mark.task(3)
async def test_completion_order_of_none():
    """No coroutine, no result."""
    assert await completion_order([]) == []


@pytest.mark.task(4)
async def test_label_all_gives_each_name_its_own_result():
    """All calls have been made on return; in which order does not matter."""
    labels = {}

    def stick(name, result):
        labels[name] = result

    await label_all({"bread": do_work(3), "tea": do_work(1)}, stick)
    assert labels == {"bread": "Done after 3s", "tea": "Done after 1s"}


@pytest.mark.task(4)
async def test_label_all_goes_on_after_a_failure():
    """The others get their calls before the exception comes out."""
    labels = {}

    def stick(name, result):
        labels[name] = result

    with pytest.raises(ValueError, match="no such file"):
        await label_all({"bread": do_work(3), "egg": fail_after(1), "tea": do_work(2)}, stick)
    assert labels == {"bread": "Done after 3s", "tea": "Done after 2s"}
