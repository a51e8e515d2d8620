"""Examples for exercise 15. They run in real time and in real processes, and take a moment.

A function that is to be called in another process must be found there by its name. So these tests hand over
functions of the standard library.
"""

import asyncio
import math
import os
import time
from functools import partial

import pytest
from multicore import run_in_processes, spread


@pytest.mark.task(1)
async def test_results_come_in_the_order_of_the_inputs():
    """Factorials of a few numbers, two at a time."""
    assert list(await spread(math.factorial, [3, 1, 4], workers=2)) == [6, 1, 24]


@pytest.mark.task(1)
async def test_the_loop_goes_on():
    """While two other processes sleep for 0.2 seconds, a coroutine here has its turns."""
    turns = []

    async def other():
        while True:
            turns.append(time.monotonic())
            await asyncio.sleep(0.01)

    going_on = asyncio.create_task(other())
    await spread(time.sleep, [0.2, 0.2], workers=2)
    going_on.cancel()
    assert len(turns) >= 3


@pytest.mark.task(1)
async def test_an_exception_comes_out():
    """The second result would be too large for a float."""
    with pytest.raises(OverflowError):
        await spread(math.exp, [0, 1000, 1], workers=2)


@pytest.mark.task(2)
def test_each_batch_is_run():
    """`asyncio.sleep(0.1, batch)` gives the batch back, 0.1 seconds later."""
    assert list(run_in_processes(partial(asyncio.sleep, 0.1), ["a", "b", "c"])) == ["a", "b", "c"]


@pytest.mark.task(2)
def test_each_batch_has_a_process_of_its_own():
    """`asyncio.to_thread(os.getpid)` gives the number of the process in which it runs."""
    numbers = run_in_processes(asyncio.to_thread, [os.getpid, os.getpid, os.getpid])
    assert len({os.getpid(), *numbers}) == 4
