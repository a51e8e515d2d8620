"""Examples for exercise 20. They run on the exercise clock: seconds cost no real time, and are exact."""

import asyncio

import pytest
from async_iteration import Connection, batches, merge, ticker


async def sensor(*readings):
    """Wait, give a value, and so on."""
    for seconds, value in readings:
        await asyncio.sleep(seconds)
        yield value


async def with_times(items):
    """[(seconds, item)] of a stream."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    return [(loop.time() - start, item) async for item in items]


@pytest.mark.task(1)
async def test_ticker_gives_a_number_per_interval():
    """0, 1 and 2, after one, two and three intervals."""
    assert await with_times(ticker(2, 3)) == [(2, 0), (4, 1), (6, 2)]


@pytest.mark.task(1)
async def test_ticker_does_not_drift():
    """A consumer who is busy for 1.5 seconds after each number gets the next one in time."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    times = []
    async for _ in ticker(2, 3):
        times.append(loop.time() - start)
        await asyncio.sleep(1.5)
    assert times == [2, 4, 6]


@pytest.mark.task(2)
async def test_merge_gives_items_as_they_arrive():
    """Each item comes out at the moment when it arrives."""
    items = merge(sensor((1, "a1"), (2, "a3")), sensor((2, "b2"), (2, "b4")))
    assert await with_times(items) == [(1, "a1"), (2, "b2"), (3, "a3"), (4, "b4")]


@pytest.mark.task(2)
async def test_merge_raises_the_error_of_a_source():
    """What arrived before comes out first; then the error itself."""

    async def broken():
        await asyncio.sleep(2)
        raise ValueError("broken")
        yield

    items = merge(sensor((1, "a1"), (2, "a3")), broken())
    assert await anext(items) == "a1"
    with pytest.raises(ValueError, match="broken"):
        await anext(items)


@pytest.mark.task(2)
async def test_merge_closes_its_sources():
    """Closed early, it closes every source before it returns."""
    closed = []

    async def endless(name):
        try:
            while True:
                await asyncio.sleep(1)
                yield name
        finally:
            closed.append(name)

    items = merge(endless("a"), endless("b"))
    await anext(items)
    await items.aclose()
    assert sorted(closed) == ["a", "b"]


@pytest.mark.task(3)
async def test_connection_gives_itself():
    """`as` gives the connection, which is open for as long as the block lasts."""
    log = []
    connection = Connection(log)
    async with connection as given:
        log.append("work")
    assert given is connection
    assert log == ["open", "work", "close"]


@pytest.mark.task(3)
async def test_connection_is_closed_after_an_error():
    """The error comes out, after `close`."""
    log = []
    try:
        async with Connection(log):
            raise ValueError("line cut")
    except ValueError as error:
        log.append(str(error))
    assert log == ["open", "close", "line cut"]


@pytest.mark.task(4)
async def test_batches_are_full_or_their_time_is_up():
    """The first batch is full at 2; c is sent at 6, 3 seconds after it came; the last one is full at 8."""
    lists = batches(sensor((1, "a"), (1, "b"), (1, "c"), (4, "d"), (1, "e")), 2, 3)
    assert await with_times(lists) == [(2, ["a", "b"]), (6, ["c"]), (8, ["d", "e"])]


@pytest.mark.task(4)
async def test_batches_end_with_their_source():
    """The last batch may be short, and does not wait until its time is up."""
    assert await with_times(batches(sensor((1, "a"), (1, "b"), (1, "c")), 2, 60)) == [
        (2, ["a", "b"]),
        (3, ["c"]),
    ]
