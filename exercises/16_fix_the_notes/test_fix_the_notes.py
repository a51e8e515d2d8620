"""Examples for exercise 16. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio
import time

import pytest
from fix_the_notes import (
    async_time,
    do_some_work,
    print_result,
    produce_and_consume,
    results_of,
    run_as_task,
    run_timed,
    send_to_foo,
    stop_on_ctrl_c,
    sync_time,
)


@pytest.fixture(autouse=True)
def no_event_loop():
    """As in a program that has used asyncio.run before: no event loop is set."""
    asyncio.set_event_loop(None)


async def boil(what, x):
    """Wait x seconds; give what is boiled."""
    await asyncio.sleep(x)
    return what


async def spill():
    """Fail after a second."""
    await asyncio.sleep(1)
    raise ValueError("spilled")


@pytest.mark.task(1)
def test_send_to_foo(capsys):
    """Each value is printed and answered with 4."""
    assert send_to_foo([10, 20]) == [4, 4]
    assert capsys.readouterr().out == "starting...\nres 10\nres 20\n"


@pytest.mark.task(1)
def test_produce_and_consume(capsys):
    """Producer and consumer take turns."""
    produce_and_consume(2)
    lines = ["生产者生产产品1", "消费者消费产品 1", "生产者生产产品2", "消费者消费产品 2"]
    assert capsys.readouterr().out.splitlines() == lines


@pytest.mark.task(2)
def test_sync_time():
    """Five times a second, one after the other."""

    def foo():
        time.sleep(1)

    assert round(sync_time(foo, 5)) == 5


@pytest.mark.task(2)
def test_async_time():
    """Five times a second, at the same time."""
    assert round(async_time([1, 1, 1, 1, 1])) == 1


@pytest.mark.task(3)
def test_do_some_work(capsys):
    """It says what it does, waits, and gives the text."""
    start = time.monotonic()
    assert asyncio.run(do_some_work(2)) == "Done after 2s"
    took = time.monotonic() - start
    assert took == pytest.approx(2)
    assert capsys.readouterr().out == "waiting: 2\n"


@pytest.mark.task(3)
def test_run_timed():
    """The result and the seconds, twice: each time in a new loop."""
    result, seconds = run_timed(boil("tea", 3))
    assert result == "tea"
    assert round(seconds) == 3
    result, seconds = run_timed(boil("rice", 12))
    assert result == "rice"
    assert round(seconds) == 12


@pytest.mark.task(3)
def test_run_timed_lets_an_exception_out():
    """A failure is no result."""
    with pytest.raises(ValueError, match="spilled"):
        run_timed(spill())


@pytest.mark.task(3)
def test_run_as_task():
    """The task is over, and knows the result."""
    task = run_as_task(boil("tea", 3))
    assert isinstance(task, asyncio.Task)
    assert task.done()
    assert task.result() == "tea"


@pytest.mark.task(4)
def test_print_result(capsys):
    """The result is printed."""
    print_result(boil("tea", 3))
    assert capsys.readouterr().out == "Task ret: tea\n"


@pytest.mark.task(4)
def test_results_of():
    """At the same time, but in the order of the list."""
    results, seconds = results_of([boil("rice", 12), boil("tea", 3), boil("egg", 5)])
    assert results == ["rice", "tea", "egg"]
    assert round(seconds) == 12


@pytest.mark.task(4)
def test_stop_on_ctrl_c(capsys):
    """The server is cancelled after a second, and gets the two seconds that it needs to close."""

    async def server():
        try:
            await asyncio.sleep(60)
        finally:
            print("closing")
            await asyncio.sleep(2)
            print("closed")

    async def ctrl_c():
        await asyncio.sleep(1)
        raise KeyboardInterrupt

    try:
        stop_on_ctrl_c([server(), ctrl_c()])
    except KeyboardInterrupt:
        pytest.fail("The KeyboardInterrupt came out of stop_on_ctrl_c.")
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line.startswith("clos")] == ["closing", "closed"]
