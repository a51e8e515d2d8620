"""Examples for exercise 18. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from task_group import all_or_nothing, race, settle


async def give(seconds, value):
    """Return `value` after some seconds."""
    await asyncio.sleep(seconds)
    return value


async def fail(seconds, error):
    """Raise `error` after some seconds."""
    await asyncio.sleep(seconds)
    raise error


async def noted(coroutine, ends):
    """Await the coroutine; note how it ended, after one more second where it was cancelled."""
    try:
        result = await coroutine
    except asyncio.CancelledError:
        await asyncio.sleep(1)
        ends.append("cancelled")
        raise
    ends.append("finished")
    return result


@pytest.mark.task(1)
async def test_all_or_nothing_gives_all_results():
    """The results stand in the order of the list; the longest takes 4 seconds."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert list(await all_or_nothing([give(4, "flight"), give(2, "hotel")])) == ["flight", "hotel"]
    took = loop.time() - start
    assert took == 4


@pytest.mark.task(1)
async def test_all_or_nothing_raises_a_group():
    """One of three fails: its failure comes out at once, in a group."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    with pytest.raises(ExceptionGroup) as caught:
        await all_or_nothing([give(4, "flight"), fail(1, OSError("fully booked")), give(2, "car")])
    [failure] = caught.value.exceptions
    assert (type(failure), str(failure)) == (OSError, "fully booked")
    took = loop.time() - start
    assert took == 1


@pytest.mark.task(1)
async def test_all_or_nothing_waits_for_cleanups():
    """The one that is cancelled at 2 needs a second to put its things in order: 3 seconds."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    ends = []
    with pytest.raises(ExceptionGroup):
        await all_or_nothing([noted(give(9, "flight"), ends), fail(2, OSError("fully booked"))])
    took = loop.time() - start
    assert (took, ends) == (3, ["cancelled"])
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.task(2)
async def test_settle_tells_how_each_ended():
    """A failure stands in the list, and cancels nobody."""
    failure = OSError("no such host")
    settled = await settle([give(3, "page"), fail(1, failure), give(2, None)])
    assert list(settled) == [("ok", "page"), ("error", failure), ("ok", None)]


@pytest.mark.task(2)
async def test_settle_prints_the_example():
    """The example of the README."""
    settled = await settle([give(3, "page"), fail(1, OSError("no such host"))])
    assert repr(list(settled)) == "[('ok', 'page'), ('error', OSError('no such host'))]"


@pytest.mark.task(2)
async def test_settle_passes_a_cancellation_on():
    """Who gives up waiting gets a CancelledError, and no coroutine is left."""
    ends = []
    task = asyncio.create_task(settle([noted(give(9, "page"), ends), noted(give(8, "map"), ends)]))
    await asyncio.sleep(2)
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    assert ends == ["cancelled", "cancelled"]


@pytest.mark.task(3)
async def test_race_gives_the_first_success():
    """The failure after one second does not win, the result after two does."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert await race([give(4, "Oslo"), fail(1, OSError("down")), give(2, "Rome")]) == "Rome"
    took = loop.time() - start
    assert took == 2
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.task(3)
async def test_race_that_nobody_wins():
    """All fail: the group holds the failures in the order of the list."""
    with pytest.raises(ExceptionGroup) as caught:
        await race([fail(2, OSError("down")), fail(1, ValueError("nonsense"))])
    assert [str(failure) for failure in caught.value.exceptions] == ["down", "nonsense"]
