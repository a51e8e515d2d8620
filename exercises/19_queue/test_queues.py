"""Examples for exercise 19. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from queues import consume, produce, run_pipeline


async def double(number):
    """Work for `number` seconds."""
    await asyncio.sleep(number)
    return number * 2


@pytest.mark.task(1)
async def test_produce_puts_each_item():
    """A queue without a limit takes everything at once."""
    queue = asyncio.Queue()
    await produce(queue, ["apple", "pear"])
    assert [queue.get_nowait(), queue.get_nowait()] == ["apple", "pear"]
    assert queue.empty()


@pytest.mark.task(1)
async def test_produce_waits_for_room():
    """A queue of two: the third item goes in when the first has been taken."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    queue = asyncio.Queue(maxsize=2)

    async def take_one():
        await asyncio.sleep(1)
        return queue.qsize(), await queue.get()

    _, seen = await asyncio.gather(produce(queue, ["apple", "pear", "plum"]), take_one())
    took = loop.time() - start
    assert (took, seen) == (1, (2, "apple"))
    assert queue.qsize() == 2


@pytest.mark.task(2)
async def test_consume_handles_one_item_after_the_other():
    """The second item begins when the first is done; the consumer itself would never end."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    log = []

    async def eat(item):
        await asyncio.sleep(2)
        log.append((loop.time() - start, item))

    queue = asyncio.Queue()
    queue.put_nowait("apple")
    queue.put_nowait("pear")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(consume(queue, eat), timeout=60)
    assert log == [(2, "apple"), (4, "pear")]
    await queue.join()


@pytest.mark.task(2)
async def test_consume_raises_what_handle_raised():
    """The failed item is done; the next one stays in the queue."""

    async def refuse(item):
        raise ValueError(f"no {item}, please")

    queue = asyncio.Queue()
    queue.put_nowait("apple")
    with pytest.raises(ValueError, match="no apple"):
        await consume(queue, refuse)
    await queue.join()
    queue.put_nowait("pear")
    assert queue.qsize() == 1


@pytest.mark.task(3)
async def test_run_pipeline_with_two_workers():
    """Two at the same time: 4 seconds instead of 7; the results stand in the order of the items."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    results = await run_pipeline([3, 1, 2, 1], double, workers=2, maxsize=1)
    took = loop.time() - start
    assert (took, list(results)) == (4, [6, 2, 4, 2])
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.task(3)
async def test_run_pipeline_reads_only_what_it_needs():
    """While both workers are busy, one item lies in the queue and one in the hands of the producer."""
    read = []

    def items():
        for number in (5, 5, 5, 5, 5, 5):
            read.append(number)
            yield number

    pipeline = asyncio.create_task(run_pipeline(items(), double, workers=2, maxsize=1))
    await asyncio.sleep(1)
    ahead = len(read)
    assert list(await pipeline) == [10] * 6
    assert ahead <= 4


@pytest.mark.task(3)
async def test_run_pipeline_raises_the_failure_itself():
    """A worker fails: that very error comes out, and no task is left."""

    async def refuse(item):
        await asyncio.sleep(1)
        raise ValueError(f"no {item}, please")

    with pytest.raises(ValueError, match="no apple"):
        await run_pipeline(["apple"] * 9, refuse, workers=3, maxsize=2)
    assert asyncio.all_tasks() == {asyncio.current_task()}
