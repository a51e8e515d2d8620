"""Examples for exercise 09. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import awaiting
import pytest
from awaiting import Ticks, do_some_work, relay, with_fallback


async def ask(shop, seconds):
    """Wait, then give an answer."""
    print("asking", shop)
    await asyncio.sleep(seconds)
    return f"answer from {shop}"


async def out_of_order(shop, seconds):
    """Wait, then fail."""
    print("asking", shop)
    await asyncio.sleep(seconds)
    raise OSError(f"no answer from {shop}")


@pytest.mark.task(1)
async def test_do_some_work_waits_and_gives_the_text():
    """It takes two seconds, and says so."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await do_some_work(2) == "Done after 2s"
    took = loop.time() - began
    assert took == 2


@pytest.mark.task(1)
async def test_others_run_while_do_some_work_waits():
    """Three seconds and two seconds side by side take three."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    results = await asyncio.gather(do_some_work(3), do_some_work(2))
    assert results == ["Done after 3s", "Done after 2s"]
    took = loop.time() - began
    assert took == 3


@pytest.mark.task(2)
async def test_relay_takes_one_step_after_the_other(monkeypatch):
    """Three steps of two seconds take six. `do_some_work` is ours here: task 1 need not be done."""
    calls = []

    async def work(x):
        calls.append(x)
        await asyncio.sleep(x)
        return f"Done after {x}s"

    monkeypatch.setattr(awaiting, "do_some_work", work)
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await relay(2, 3) == ["Done after 2s", "Done after 2s", "Done after 2s"]
    took = loop.time() - began
    assert took == 6
    assert calls == [2, 2, 2]


@pytest.mark.task(2)
async def test_relay_of_no_steps():
    """Nothing to do gives an empty list."""
    assert await relay(2, 0) == []


@pytest.mark.task(3)
async def test_with_fallback_gives_the_result_of_primary(capsys):
    """The fallback is not needed, so it never begins, and nobody complains that it was never awaited."""
    assert await with_fallback(ask("A", 1), ask("B", 1)) == "answer from A"
    assert capsys.readouterr().out == "asking A\n"


@pytest.mark.task(3)
async def test_with_fallback_turns_to_the_fallback():
    """First one second for the failure, then one for the fallback."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert await with_fallback(out_of_order("A", 1), ask("B", 1)) == "answer from B"
    took = loop.time() - began
    assert took == 2


@pytest.mark.task(3)
async def test_with_fallback_lets_a_cancellation_through():
    """Whoever cancels wants an end, not a second try."""
    task = asyncio.create_task(with_fallback(ask("A", 5), ask("B", 5)))
    await asyncio.sleep(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.task(4)
async def test_ticks_lets_the_loop_run():
    """While one coroutine awaits Ticks(3), another one gets three turns."""
    turns = 0

    async def count():
        nonlocal turns
        for _ in range(10):
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    assert await Ticks(3) == 3
    assert turns == 3
    await counting


@pytest.mark.task(4)
async def test_two_coroutines_take_turns():
    """Each Ticks(1) lets the other one go on."""
    log = []

    async def walk(name):
        for step in range(3):
            log.append(f"{name}{step}")
            await Ticks(1)

    await asyncio.gather(walk("a"), walk("b"))
    assert log == ["a0", "b0", "a1", "b1", "a2", "b2"]
