"""Examples for exercise 05. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from sync_vs_async import elapsed, run_in_turn, run_sync, run_together


@pytest.mark.task(1)
def test_run_sync_takes_the_sum():
    """Five waits of a second, one after the other: 5 seconds."""
    assert round(run_sync([1, 1, 1, 1, 1])) == 5


@pytest.mark.task(2)
async def test_run_in_turn_takes_the_sum():
    """Awaited one after the other, they still take 5 seconds."""
    assert round(await run_in_turn([1, 1, 1, 1, 1])) == 5


@pytest.mark.task(2)
async def test_other_tasks_go_on_during_run_in_turn():
    """While run_in_turn waits, another task has its turn."""
    said = []

    async def cook():
        await asyncio.sleep(2)
        said.append("soup is ready")

    other = asyncio.create_task(cook())
    await run_in_turn([1, 2, 4])
    assert said == ["soup is ready"]
    await other


@pytest.mark.task(3)
async def test_run_together_takes_the_longest():
    """At the same time, five waits of a second take one second."""
    assert round(await run_together([1, 1, 1, 1, 1])) == 1


@pytest.mark.task(3)
async def test_run_together_of_nothing():
    """Nothing to wait for takes no time."""
    assert round(await run_together([])) == 0


@pytest.mark.task(4)
async def test_elapsed_of_a_coroutine():
    """The result and the seconds, as a pair."""
    result, seconds = await elapsed(asyncio.sleep(3, "tea"))
    assert result == "tea"
    assert seconds == pytest.approx(3)


@pytest.mark.task(4)
async def test_elapsed_counts_from_the_call():
    """A task that began 2 seconds ago, and takes 5, takes 3 more."""
    task = asyncio.create_task(asyncio.sleep(5, "bread"))
    await asyncio.sleep(2)
    result, seconds = await elapsed(task)
    assert result == "bread"
    assert seconds == pytest.approx(3)
