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
    queue = asyncio.Queue(maxsize=2)
    producer = asyncio.create_task(produce(queue, ["apple", "pear", "plum"]))
    await asyncio.sleep(1)
    assert (queue.qsize(), producer.done()) == (2, False)
    assert await queue.get() == "apple"
    await asyncio.sleep(1)
    assert (queue.qsize(), producer.done()) == (2, True)


@pytest.mark.task(2)
async def test_consume_handles_one_item_after_the_other():
    """`join` returns when the last item is done; the consumer then waits for more."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    log = []

    async def eat(item):
        await asyncio.sleep(2)
        log.append(item)

    queue = asyncio.Queue()
    queue.put_nowait("apple")
    queue.put_nowait("pear")
    consumer = asyncio.create_task(consume(queue, eat))
    await queue.join()
    took = loop.time() - start
    assert (took, log, consumer.done()) == (4, ["apple", "pear"], False)
    consumer.cancel()


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
    assert (took, results) == (4, [6, 2, 4, 2])
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
    assert len(read) <= 4
    assert await pipeline == [10] * 6


@pytest.mark.task(3)
async def test_run_pipeline_raises_the_failure_itself():
    """A worker fails: that very error comes out, and no task is left."""

    async def refuse(item):
        await asyncio.sleep(1)
        raise ValueError(f"no {item}, please")

    with pytest.raises(ValueError, match="no apple"):
        await run_pipeline(["apple"] * 9, refuse, workers=3, maxsize=2)
    assert asyncio.all_tasks() == {asyncio.current_task()}
