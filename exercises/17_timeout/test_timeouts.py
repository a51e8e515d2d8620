"""Examples for exercise 17. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from timeouts import finish_anyway, retry, with_deadline


async def answer(seconds, text):
    """Return `text` after some seconds."""
    await asyncio.sleep(seconds)
    return text


async def fail(seconds, error):
    """Raise `error` after some seconds."""
    await asyncio.sleep(seconds)
    raise error


@pytest.mark.task(1)
async def test_with_deadline_in_time_and_too_late():
    """A result that comes in time, and a default in its place."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    assert await with_deadline(answer(1, "sunny"), 2) == "sunny"
    assert await with_deadline(answer(9, "sunny"), 2, "no idea") == "no idea"
    took = loop.time() - start
    assert took == 1 + 2


@pytest.mark.task(1)
async def test_with_deadline_waits_until_the_work_has_ended():
    """The work is cancelled at 2 and needs a second to put its things in order."""
    ended = []

    async def tidy():
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            await asyncio.sleep(1)
            ended.append("tidied up")
            raise

    assert await with_deadline(tidy(), 2) is None
    assert ended == ["tidied up"]
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.task(1)
async def test_with_deadline_passes_a_timeout_error_on():
    """The deadline has not passed: this TimeoutError belongs to the work."""
    with pytest.raises(TimeoutError, match="no such host"):
        await with_deadline(fail(1, TimeoutError("no such host")), 5, "no idea")


@pytest.mark.task(2)
async def test_retry_waits_twice_as_long_each_time():
    """Attempts at 0, 1 and 3 seconds: the waits are 1 and 2."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    calls = []

    async def fetch():
        calls.append(loop.time() - start)
        if len(calls) < 3:
            raise OSError("busy")
        return "page"

    assert await retry(fetch, 5, 1) == "page"
    assert calls == [0, 1, 3]


@pytest.mark.task(2)
async def test_retry_raises_the_last_failure_at_once():
    """Three attempts, two waits: 1 + 2 seconds."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    errors = [OSError("first"), OSError("second"), OSError("third")]

    async def fetch():
        raise errors.pop(0)

    with pytest.raises(OSError, match="third"):
        await retry(fetch, 3, 1)
    took = loop.time() - start
    assert took == 3


@pytest.mark.task(3)
async def test_finish_anyway_in_time():
    """The work is done before the time is up."""
    assert await finish_anyway(answer(1, "saved"), 2) == (True, "saved")


@pytest.mark.task(3)
async def test_finish_anyway_gives_the_running_task():
    """The time is up after 2 seconds; the work goes on, and has its result after 5."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    finished, task = await finish_anyway(answer(5, "saved"), 2)
    assert (finished, task.done()) == (False, False)
    assert loop.time() - start == 2
    assert await task == "saved"
    assert loop.time() - start == 5


@pytest.mark.task(3)
async def test_finish_anyway_goes_on_without_its_caller():
    """The caller is cancelled after a second; the work comes to its end all the same."""
    notes = []

    async def save():
        await asyncio.sleep(5)
        notes.append("saved")

    caller = asyncio.create_task(finish_anyway(save(), 10))
    await asyncio.sleep(1)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await asyncio.sleep(5)
    assert notes == ["saved"]
