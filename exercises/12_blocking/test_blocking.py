"""Examples for exercise 12. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio
import time
from contextvars import ContextVar

import pytest
from blocking import call_blocking, crunch, heartbeat

USER = ContextVar("USER", default="nobody")


@pytest.mark.task(1)
async def test_heartbeat_beats_once_a_second():
    """Within 3.5 seconds there are beats at 1, 2 and 3 seconds; one at the start may be there or not."""
    log = []
    loop = asyncio.get_running_loop()
    start = loop.time()
    beating = asyncio.create_task(heartbeat(log, 1))
    await asyncio.sleep(3.5)
    beating.cancel()
    await asyncio.wait([beating])
    assert [beat - start for beat in log if beat > start] == [1, 2, 3]


@pytest.mark.task(1)
async def test_a_late_beat_makes_no_other_beat_late():
    """The loop is blocked from 1.75 to 2.25: beat 2 is late or left out, beats 3 and 4 are on time."""
    log = []
    loop = asyncio.get_running_loop()
    start = loop.time()
    beating = asyncio.create_task(heartbeat(log, 1))
    await asyncio.sleep(1.75)
    time.sleep(0.5)
    await asyncio.sleep(2.25)
    beating.cancel()
    await asyncio.wait([beating])
    assert [beat - start for beat in log if beat > start + 2.25] == [3, 4]


def double_slowly(number):
    time.sleep(2)
    return 2 * number


@pytest.mark.task(2)
async def test_others_go_on_while_a_function_blocks():
    """While the function blocks for 2 seconds, another coroutine has its turn every half a second."""
    turns = []

    async def other():
        for number in range(3):
            await asyncio.sleep(0.5)
            turns.append(number)

    going_on = asyncio.create_task(other())
    result = await call_blocking(double_slowly, 21)
    assert result == 42
    assert turns == [0, 1, 2]
    await going_on


@pytest.mark.task(2)
async def test_an_exception_comes_out():
    """What the function raises, call_blocking raises."""
    with pytest.raises(ZeroDivisionError):
        await call_blocking(divmod, 1, 0)


@pytest.mark.task(2)
async def test_the_function_sees_the_context_of_the_caller():
    """A context variable has the value that the caller gave it."""
    USER.set("ada")
    assert await call_blocking(USER.get) == "ada"


@pytest.mark.task(3)
async def test_crunch_gives_the_sum():
    """Any iterable will do, an empty one too."""
    assert await crunch([10, 20, 30, 40, 50], 2) == 150
    assert await crunch(iter([]), 2) == 0


@pytest.mark.task(3)
async def test_the_loop_runs_after_every_two_numbers():
    """Each number leaves a callback for the loop: two are waiting before the loop runs, not all six."""
    loop = asyncio.get_running_loop()
    waiting, seen = 0, []

    def served():
        nonlocal waiting
        waiting -= 1

    def numbers():
        nonlocal waiting
        for number in [1, 2, 3, 4, 5, 6]:
            waiting += 1
            seen.append(waiting)
            loop.call_soon(served)
            yield number

    total = await crunch(numbers(), 2)
    assert total == 21
    assert max(seen) in (2, 3)  # 3 if you take a number, and add it after the turn
