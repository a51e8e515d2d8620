"""Examples for exercise 13. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from crowd import crowd, pool


def job(seconds, result):
    """Make a job that takes some seconds and gives `result`."""

    async def work():
        await asyncio.sleep(seconds)
        return result

    return work


@pytest.mark.task(1)
async def test_ten_thousand_take_no_longer_than_one():
    """Everybody waits two seconds, at the same time."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert await crowd(10_000, 2) == 10_000
    took = loop.time() - start
    assert took == 2


@pytest.mark.task(1)
async def test_nobody_waits_for_nobody():
    """Without a coroutine there is nothing to wait for."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert await crowd(0, 2) == 0
    took = loop.time() - start
    assert took == 0


@pytest.mark.task(2)
async def test_the_results_stand_in_the_order_of_the_jobs():
    """Two workers: one has the slow job, the other does the two quick ones meanwhile."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    jobs = [job(3, "slow"), job(1, "quick"), job(1, "quick, too")]
    assert list(await pool(iter(jobs), 2)) == ["slow", "quick", "quick, too"]
    took = loop.time() - start
    assert took == 3


@pytest.mark.task(2)
async def test_a_job_is_taken_when_a_worker_is_free():
    """At first two jobs are taken, one for each worker; the third when the first has ended."""
    loop = asyncio.get_running_loop()
    start, taken = loop.time(), []

    def jobs():
        for seconds in (1, 4, 2):
            taken.append(loop.time() - start)
            yield job(seconds, None)

    await pool(jobs(), 2)
    assert taken == [0, 0, 1]


@pytest.mark.task(2)
async def test_a_failure_ends_everything():
    """The second job fails after a second: the others are cancelled, and nothing more is taken."""
    notes = []

    async def long():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            notes.append("cancelled")
            raise

    async def fails():
        await asyncio.sleep(1)
        raise OSError("no paper")

    with pytest.raises(OSError, match="no paper"):
        await pool(iter([long, fails, long]), 2)
    assert notes == ["cancelled"]
    assert asyncio.all_tasks() == {asyncio.current_task()}
