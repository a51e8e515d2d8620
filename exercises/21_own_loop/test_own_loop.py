"""Examples for exercise 21. The loop is yours, and so is its time: nothing here really waits."""

import pytest
from own_loop import Cancelled, Loop, gather, sleep


async def work(loop, name, delay):
    """Sleep, tell when that was over, and give the name."""
    await sleep(delay)
    print(f"{loop.now} s: {name}")
    return name


@pytest.mark.task(1)
def test_run_gives_the_result():
    """The coroutine sleeps for two seconds of the loop's time."""
    loop = Loop()
    assert loop.now == 0.0
    assert loop.run(work(loop, "tea", 2)) == "tea"
    assert loop.now == 2


@pytest.mark.task(1)
def test_sleeps_add_up():
    """Time jumps from timer to timer."""
    loop = Loop()
    times = []

    async def main():
        for delay in [1, 0, 3600]:
            await sleep(delay)
            times.append(loop.now)

    loop.run(main())
    assert times == [1, 1, 3601]


@pytest.mark.task(2)
def test_tasks_sleep_at_the_same_time(capsys):
    """Two tasks: four seconds, not six."""
    loop = Loop()

    async def main():
        tasks = [loop.spawn(work(loop, "tea", 4)), loop.spawn(work(loop, "toast", 2))]
        return [await task for task in tasks]

    assert loop.run(main()) == ["tea", "toast"]
    assert capsys.readouterr().out == "2.0 s: toast\n4.0 s: tea\n"


@pytest.mark.task(2)
def test_sleep_0_gives_others_a_turn():
    """Tasks that are ready take turns."""
    loop = Loop()
    turns = []

    async def count(name):
        for number in range(2):
            turns.append(f"{name}{number}")
            await sleep(0)

    async def main():
        tasks = [loop.spawn(count("a")), loop.spawn(count("b"))]
        for task in tasks:
            await task

    loop.run(main())
    assert turns == ["a0", "b0", "a1", "b1"]


@pytest.mark.task(2)
def test_a_task_that_fails():
    """Nobody awaits it: the loop goes on, and `result()` raises the error."""
    loop = Loop()

    async def fail():
        raise ValueError("burnt")

    async def main():
        task = loop.spawn(fail())
        await sleep(1)
        return task

    task = loop.run(main())
    assert task.done()
    with pytest.raises(ValueError, match="burnt"):
        task.result()


@pytest.mark.task(3)
def test_gather_keeps_the_order():
    """The results stand in the order of the arguments; it takes as long as the longest."""
    loop = Loop()
    assert loop.run(gather(work(loop, "tea", 4), work(loop, "toast", 2))) == ["tea", "toast"]
    assert loop.now == 4


@pytest.mark.task(3)
def test_gather_of_nothing():
    """Nothing to wait for."""
    assert Loop().run(gather()) == []


@pytest.mark.task(4)
def test_a_task_is_cancelled():
    """It gets Cancelled where it sleeps, and may clean up."""
    loop = Loop()
    diary = []

    async def guest():
        try:
            await sleep(1000)
        except Cancelled:
            await sleep(1)
            diary.append(f"{loop.now} s: said goodbye")
            raise

    async def main():
        task = loop.spawn(guest())
        await sleep(3)
        task.cancel()
        diary.append(f"{loop.now} s: cancelled")
        await sleep(5)
        return task

    task = loop.run(main())
    assert diary == ["3.0 s: cancelled", "4.0 s: said goodbye"]
    with pytest.raises(Cancelled):
        task.result()


@pytest.mark.task(4)
def test_the_end_of_main_cancels_the_others():
    """The loop returns when the cleanup has ended: at 2 + 1 seconds."""
    loop = Loop()
    diary = []

    async def guest():
        try:
            await sleep(1000)
        finally:
            await sleep(1)
            diary.append("said goodbye")

    async def main():
        loop.spawn(guest())
        await sleep(2)

    loop.run(main())
    assert diary == ["said goodbye"]
    assert loop.now == 3
