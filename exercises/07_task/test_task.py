"""Examples for exercise 07. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio
import gc

import pytest
from task import Background, before_and_after, start, start_all


async def do_work(x):
    """Wait x seconds; give the text of the notes."""
    await asyncio.sleep(x)
    return f"Done after {x}s"


async def fail_after(x):
    """Wait x seconds, then fail."""
    await asyncio.sleep(x)
    raise ValueError("no such file")


@pytest.mark.task(1)
async def test_start_gives_a_task_that_has_not_begun():
    """The coroutine runs only when the loop gets its turn; and it runs without being awaited."""
    log = []

    async def note():
        log.append("begun")
        await asyncio.sleep(1)
        log.append("over")

    task = await start(note())
    assert isinstance(task, asyncio.Task)
    assert log == []
    await asyncio.sleep(5)
    assert log == ["begun", "over"]


@pytest.mark.task(1)
async def test_start_two_at_the_same_time():
    """The task gives the result; two of them run side by side."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    tasks = [await start(do_work(3)), await start(do_work(2))]
    assert [await task for task in tasks] == ["Done after 3s", "Done after 2s"]
    assert loop.time() - began == 3


@pytest.mark.task(2)
async def test_before_and_after():
    """Pending before, finished after."""
    assert await before_and_after(do_work(3)) == ("pending", "finished", "Done after 3s")


@pytest.mark.task(2)
async def test_before_and_after_a_failure():
    """The exception of the coroutine comes out."""
    with pytest.raises(ValueError, match="no such file"):
        await before_and_after(fail_after(3))


@pytest.mark.task(3)
async def test_start_all_at_the_same_time():
    """Three, one and two seconds together take three."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    results = await start_all({"bread": do_work(3), "tea": do_work(1), "egg": do_work(2)})
    assert results == {"bread": "Done after 3s", "tea": "Done after 1s", "egg": "Done after 2s"}
    assert loop.time() - began == 3


@pytest.mark.task(3)
async def test_start_all_names_the_tasks():
    """Each coroutine runs in a task of its name."""

    async def my_name():
        return asyncio.current_task().get_name()

    assert await start_all({"bread": my_name(), "tea": my_name()}) == {"bread": "bread", "tea": "tea"}


@pytest.mark.task(4)
async def test_background_counts_and_drains():
    """Both run at the same time; drain waits for the longer one."""
    background = Background()
    background.spawn(do_work(3))
    background.spawn(do_work(1))
    await asyncio.sleep(2)
    assert len(background) == 1
    await background.drain()
    await asyncio.sleep(0)
    assert len(background) == 0


@pytest.mark.task(4)
async def test_background_raises_a_failure_after_all_have_ended():
    """The failure comes out when the other one is over, and comes out once."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    background = Background()
    background.spawn(fail_after(1))
    background.spawn(do_work(3))
    with pytest.raises(ValueError, match="no such file"):
        await background.drain()
    assert 3 <= loop.time() - began < 4
    await background.drain()


@pytest.mark.task(4)
async def test_background_keeps_hold_of_its_tasks():
    """Nobody but the background refers to the task and to the future that it waits for."""
    log = []

    async def lonely():
        try:
            await asyncio.Future()
        except GeneratorExit:
            log.append("collected in mid-flight")
            raise

    background = Background()
    background.spawn(lonely())
    await asyncio.sleep(1)
    gc.collect()
    assert log == []
    assert len(background) == 1
