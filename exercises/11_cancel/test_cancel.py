"""Examples for exercise 11. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio
import signal

import pytest
from cancel import cancel_all, run_until_interrupted, state_of, worker


@pytest.mark.task(1)
async def test_a_task_is_pending_then_done():
    """While it waits it is pending; the task that asks is the one that is running."""
    task = asyncio.create_task(asyncio.sleep(2))
    assert state_of(task) == "pending"
    assert state_of(asyncio.current_task()) == "running"
    await task
    assert state_of(task) == "done"


@pytest.mark.task(1)
async def test_a_request_to_cancel_is_not_the_end():
    """Asked to cancel, it is still pending; when it has ended, it is cancelled."""
    task = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(1)
    task.cancel()
    assert state_of(task) == "pending"
    await asyncio.wait([task])
    assert state_of(task) == "cancelled"


async def save(seconds):
    """Wait; when cancelled, save for `seconds`."""
    try:
        await asyncio.sleep(60)
    finally:
        await asyncio.sleep(seconds)


@pytest.mark.task(2)
async def test_cancel_all_gives_the_names():
    """Both others are cancelled, and their names are given in order."""
    jobs = [asyncio.create_task(asyncio.sleep(60), name=name) for name in ("mail", "backup")]
    assert await cancel_all() == ["backup", "mail"]
    assert all(job.cancelled() for job in jobs)


@pytest.mark.task(2)
async def test_cancel_all_waits_for_cleanups():
    """The longer of the two cleanups takes 3 seconds."""
    loop = asyncio.get_running_loop()
    jobs = [asyncio.create_task(save(1), name="mail"), asyncio.create_task(save(3), name="backup")]
    await asyncio.sleep(1)
    start = loop.time()
    assert await cancel_all() == ["backup", "mail"]
    assert loop.time() - start >= 3
    assert all(job.done() for job in jobs)


@pytest.mark.task(2)
async def test_cancel_all_alone():
    """Nobody else is there."""
    assert await cancel_all() == []


@pytest.mark.task(3)
async def test_a_worker_left_alone():
    """It is done after 5 seconds."""
    loop = asyncio.get_running_loop()
    log = []
    start = loop.time()
    await worker(log, 5)
    assert log == ["start", "done"]
    assert loop.time() - start == 5


@pytest.mark.task(3)
async def test_a_cancelled_worker():
    """Cancelled after 2 seconds it cleans up, and its task is cancelled."""
    log = []
    task = asyncio.create_task(worker(log, 5))
    await asyncio.sleep(2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert log == ["start", "cleanup"]


async def quick():
    """Finish after 1 second."""
    await asyncio.sleep(1)


async def slow():
    """Wait for a minute; when cancelled, take 3 seconds to clean up."""
    await save(3)


async def ctrl_c():
    """Do after 2 seconds what Ctrl-C does."""
    await asyncio.sleep(2)
    raise KeyboardInterrupt


@pytest.mark.task(4)
def test_nobody_interrupts():
    """All coroutines finish."""
    assert run_until_interrupted(quick(), quick()) == (["quick", "quick"], [])


@pytest.mark.task(4)
def test_interrupted_after_two_seconds():
    """One has finished by then, one is cancelled and cleans up; the one that raised is in neither list."""
    try:
        finished, cancelled = run_until_interrupted(quick(), slow(), ctrl_c())
    except KeyboardInterrupt:
        pytest.fail("The KeyboardInterrupt came out of run_until_interrupted.")
    assert finished == ["quick"]
    assert cancelled == ["slow"]


@pytest.fixture
def sigint():
    """Let SIGINT, the signal that Ctrl-C sends, raise KeyboardInterrupt, whatever the shell has made of it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield signal.SIGINT
    signal.signal(signal.SIGINT, before)


@pytest.mark.task(4)
def test_a_real_ctrl_c(sigint):
    """After 2 seconds the signal of Ctrl-C arrives, as from the keyboard."""

    async def server():
        asyncio.get_running_loop().call_later(2, signal.raise_signal, sigint)
        await asyncio.sleep(60)

    try:
        finished, cancelled = run_until_interrupted(quick(), slow(), server())
    except KeyboardInterrupt:
        pytest.fail("The KeyboardInterrupt came out of run_until_interrupted.")
    assert finished == ["quick"]
    assert sorted(cancelled) == ["server", "slow"]
