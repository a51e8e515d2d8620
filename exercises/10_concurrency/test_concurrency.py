"""Examples for exercise 10. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from concurrency import as_they_finish, at_most, first_done, run_all


@pytest.mark.task(1)
async def test_run_all_takes_the_longest_delay_not_the_sum():
    """1, 2 and 4 seconds together take 4 seconds, not 7."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    results = await run_all([1, 2, 4])
    assert results == ["Done after 1s", "Done after 2s", "Done after 4s"]
    took = loop.time() - start
    assert took == 4


@pytest.mark.task(1)
async def test_run_all_keeps_the_order_of_the_list():
    """The results stand in the order of the delays, whichever is over first."""
    assert await run_all([4, 1, 2]) == ["Done after 4s", "Done after 1s", "Done after 2s"]


@pytest.mark.task(2)
async def test_first_done_gives_the_first_result():
    """The shortest delay wins, wherever it stands in the list."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert await first_done([4, 1, 2]) == "Done after 1s"
    took = loop.time() - start
    assert took == 1


@pytest.mark.task(2)
async def test_first_done_leaves_nothing_running():
    """On return, this test is the only task that has not ended."""
    await first_done([4, 1, 2])
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.task(3)
async def test_as_they_finish_gives_each_result_at_its_own_time():
    """Results come when their delay is over: at 1, 2 and 4 seconds."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    seen = [(loop.time() - start, result) async for result in as_they_finish([4, 1, 2])]
    assert seen == [(1, "Done after 1s"), (2, "Done after 2s"), (4, "Done after 4s")]


@pytest.mark.task(3)
async def test_as_they_finish_can_be_closed_early():
    """A caller who has seen enough closes the generator; the rest is cancelled and has ended."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    results = as_they_finish([4, 1, 2])
    assert await anext(results) == "Done after 1s"
    await results.aclose()
    took = loop.time() - start
    assert took == 1
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.task(4)
async def test_at_most_two_at_the_same_time():
    """While the 3 passes in one slot, the others pass in the other slot: 4 seconds; batches of two would take 5."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    results = await at_most(2, [3, 1, 1, 2])
    assert results == ["Done after 3s", "Done after 1s", "Done after 1s", "Done after 2s"]
    took = loop.time() - start
    assert took == 4


@pytest.mark.task(4)
async def test_at_most_one_is_one_after_the_other():
    """With one slot there is nothing left of the concurrency: the sum."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    await at_most(1, [1, 2, 4])
    took = loop.time() - start
    assert took == 7
