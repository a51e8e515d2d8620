"""What is done with a learner's `async_iteration.py`. Nothing is judged here: a scenario returns what it saw.

A source is given as a list of (seconds, item): it waits so long, and gives the item. Three items are words for
something else: FAILS raises an error, WAITS waits for ever, and ENDS ends the source (as does the end of the list).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from copy import copy
from itertools import cycle

from grader.specs import other_tasks, scenario, stopwatch

FAILS, WAITS, ENDS = "FAILS", "WAITS", "ENDS"
LONG = 100_000
"""Seconds after which nobody waits for an answer any more."""
MOST = 1000
"""No stream here has more items."""


class Diary:
    """What the sources of one run tell about themselves."""

    def __init__(self, cleanup=0):
        self.cleanup = cleanup
        self.begun = []
        self.closed = []
        self.error = ValueError("the sensor is broken")

    async def step(self, seconds, item):
        """Wait, and do what the item says; raises StopAsyncIteration at the end of the source."""
        if seconds:
            await asyncio.sleep(seconds)
        if item == WAITS:
            await asyncio.sleep(LONG)
        if item == FAILS:
            raise self.error
        if item == ENDS:
            raise StopAsyncIteration

    async def tidy_up(self, number):
        if self.cleanup:
            await asyncio.sleep(self.cleanup)
        self.closed.append(number)


async def stream(diary, number, plan):
    """A source that is an async generator."""
    diary.begun.append(number)
    try:
        for seconds, item in plan:
            try:
                await diary.step(seconds, item)
            except StopAsyncIteration:
                return
            yield item
    finally:
        await diary.tidy_up(number)


def reader(diary, plan):
    """An async iterator. It has no attributes: none could lead to the diary."""
    left = iter(plan)

    class Reader:
        def __aiter__(self):
            return self

        async def __anext__(self):
            seconds, item = next(left, (0, ENDS))
            await diary.step(seconds, item)
            return item

    return Reader


def channel(diary, number, plan):
    """A source that is an object: an async iterator with `aclose`. Nothing closes it but a call."""

    class Channel(reader(diary, plan)):
        async def aclose(self):
            if number not in diary.closed:
                await diary.tidy_up(number)

    return Channel()


def feed(diary, number, plan):
    """A source that can only be iterated over; there is nothing to close."""

    class Feed:
        def __aiter__(self):
            return reader(diary, plan)()

    return Feed()


KINDS = {"generators": [stream], "objects": [channel], "all kinds": [stream, channel, feed]}


def make(diary, plans, kinds="generators"):
    pairs = zip(plans, cycle(KINDS[kinds]), strict=False)
    return [kind(diary, number, plan) for number, (plan, kind) in enumerate(pairs)]


async def read(items, got, now, busy=0):
    """Read everything into `got`, as [seconds, item]; stay busy for so long after each. Who never ends is left."""
    async for item in items:
        got.append([now(), item])
        if len(got) > MOST:
            break
        if busy:
            await asyncio.sleep(busy)


async def read_to_the_error(items, got, now, busy=0):
    """Read everything; give up where nothing comes any more, not even an error."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LONG / 2):
            await read(items, got, now, busy)


async def put_away(items):
    """Close an async generator; give [seconds, error] of that."""
    now, raised = stopwatch(), None
    try:
        await items.aclose()
    except (Exception, BaseExceptionGroup, asyncio.CancelledError) as error:
        raised = type(error).__name__
    return [now(), raised]


async def tasks_left():
    """How many other tasks run on, after a few turns of the loop for those that are about to end."""
    for _ in range(30):
        await asyncio.sleep(0)
    return len(other_tasks())


async def kind(given):
    """`async iterator`, or what it is in place of that."""
    if hasattr(given, "__anext__"):
        await read(given, [], stopwatch())
        return "async iterator"
    if hasattr(given, "__await__"):
        return type(await given).__name__
    return type(given).__name__


def told(error, expected):
    """[class, text, whether it is the very object] of an error."""
    return [type(error).__name__, str(error), error is expected]


# Task 1


@scenario(call="ticker(1, 2)")
async def what_ticker_gives(submission):
    return await kind(submission.ticker(1, 2))


@scenario(call="async for number in ticker({0!r}, {1!r}): await asyncio.sleep(...)  # busy for {2!r} in turn")
async def ticks(submission, interval, count, busy):
    seen = []
    pauses = cycle(busy)
    now = stopwatch()
    async for number in submission.ticker(interval, count):
        seen.append([now(), number])
        if len(seen) > count + 2:
            break
        await asyncio.sleep(next(pauses))
    return seen


@scenario(call="numbers = ticker({0!r}, {1!r}); await asyncio.sleep({2!r}); await anext(numbers)")
async def ticks_asked_late(submission, interval, count, pause):
    numbers = submission.ticker(interval, count)
    await asyncio.sleep(pause)
    seen = []
    await read(numbers, seen, stopwatch())
    return seen


@scenario(call="ticker({0[0]!r}, {0[1]!r}) and, {2!r} s later, ticker({1[0]!r}, {1[1]!r})")
async def two_tickers(submission, first, second, later):
    async def count(interval, count, after):
        await asyncio.sleep(after)
        got = []
        await read(submission.ticker(interval, count), got, stopwatch())
        return got

    return await asyncio.gather(count(*first, 0), count(*second, later))


@scenario(
    call="numbers = ticker({0!r}, {1!r}); [await anext(numbers) for _ in range({2!r})]; await numbers.aclose()"
)
async def ticker_closed(submission, interval, count, taken):
    numbers = submission.ticker(interval, count)
    got = [await anext(numbers) for _ in range(taken)]
    seconds, raised = await put_away(numbers)
    return {"got": got, "seconds": seconds, "raised": raised}


# Task 2


@scenario(call="merge()")
async def what_merge_gives(submission):
    return await kind(submission.merge())


@scenario(call="async for item in merge(*sources): ...  # {0!r}, {1}")
async def merged(submission, plans, kinds):
    got = []
    await read(submission.merge(*make(Diary(), plans, kinds)), got, stopwatch())
    return got


@scenario(call="async for item in merge(*sources): await asyncio.sleep({1!r})  # {0!r}")
async def merged_slowly(submission, plans, busy):
    got = []
    await read(submission.merge(*make(Diary(), plans)), got, stopwatch(), busy)
    return [item for _, item in got]


@scenario(call="async for item in merge(*sources): await asyncio.sleep({1!r})  # {0!r}, {2}")
async def merge_fails(submission, plans, busy, kinds):
    diary, got, now = Diary(), [], stopwatch()
    items = submission.merge(*make(diary, plans, kinds))
    raised = None
    try:
        await read_to_the_error(items, got, now, busy)
    except (Exception, BaseExceptionGroup, asyncio.CancelledError) as error:
        raised = told(error, diary.error)
    at = now()
    closing = await put_away(items)
    closed = sorted(diary.closed)
    return {
        "got": [item for _, item in got],
        "raised": raised,
        "at": at,
        "closing": closing[1],
        "closed": closed,
        "left": await tasks_left() if kinds != "all kinds" else 0,
    }


@scenario(
    call="items = merge(*sources); [await anext(items) for _ in range({1!r})]; await items.aclose()  # {0!r}, {2}"
)
async def merge_closed(submission, plans, taken, kinds, pause, cleanup):
    """Close after some items, and after being busy for `pause` seconds; each source takes `cleanup` to close."""
    diary = Diary(cleanup)
    items = submission.merge(*make(diary, plans, kinds))
    got = [await anext(items) for _ in range(taken)]
    await asyncio.sleep(pause)
    seconds, raised = await put_away(items)
    closed = sorted(diary.closed)
    left = await tasks_left() if kinds != "all kinds" else 0
    return {"got": got, "seconds": seconds, "raised": raised, "closed": closed, "left": left}


@scenario(call="a task that reads merge(*sources) is cancelled after {1!r} s, then aclose()  # {0!r}")
async def merge_cancelled(submission, plans, after):
    diary, got = Diary(), []
    items = submission.merge(*make(diary, plans, "generators"))
    reader = asyncio.create_task(read(items, got, stopwatch()))
    await asyncio.sleep(after)
    reader.cancel()
    await asyncio.wait([reader], timeout=LONG)
    if reader.done() and not reader.cancelled():
        reader.result()
    seconds, raised = await put_away(items)
    return {"closed": sorted(diary.closed), "seconds": seconds, "raised": raised, "left": await tasks_left()}


# Task 3


class Alarm(BaseException):
    """An error that `except Exception` does not catch."""


ERRORS = {"ValueError": ValueError("no answer"), "Alarm": Alarm("fire")}


@scenario(call="log = []; Connection(log)")
def only_made(submission):
    log = []
    connection = submission.Connection(log)
    seen = list(log)
    del connection
    return seen


@scenario(call="async with Connection(log) as connection: log.append({0!r})")
async def connect(submission, word):
    log = []
    connection = submission.Connection(log)
    async with connection as given:
        log.append(word)
    return {"log": list(log), "itself": given is connection}


@scenario(call="async with Connection(log): raise {0}")
async def connection_fails(submission, name):
    log, raised = [], None
    error = ERRORS[name].with_traceback(None)
    try:
        connection = submission.Connection(log)
        async with connection:
            raise error
    except BaseException as caught:
        if isinstance(caught, TypeError | AttributeError) and caught is not error:
            raise
        raised = told(caught, error)
    return {"log": list(log), "raised": raised}


@scenario(call="async with Connection(log): await asyncio.sleep(10)  # cancelled after {0!r} s")
async def connection_cancelled(submission, after):
    log = []

    async def use():
        async with submission.Connection(log):
            await asyncio.sleep(10)
        log.append("went on")

    task = asyncio.create_task(use())
    await asyncio.sleep(after)
    if not task.done():
        task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()
    return {"log": log, "cancelled": task.cancelled()}


@scenario(call="async with Connection(log): return {0!r}")
async def connection_left(submission, word):
    log = []

    async def use():
        async with submission.Connection(log):
            return word

    return {"log": log, "returned": await use()}


@scenario(call="for name in {0!r}: async with Connection(log): ...")
async def connections_in_turn(submission, names):
    """One after the other and a log each; the one inside the other has the same log."""
    logs = [[] for _ in names]
    for name, log in zip(names, logs, strict=True):
        async with submission.Connection(log), submission.Connection(log):
            log.append(name)
    return logs


@scenario(call="two tasks use a Connection each, for {0!r} s and {1!r} s")
async def connections_side_by_side(submission, first, second):
    async def use(seconds):
        log = []
        async with submission.Connection(log):
            await asyncio.sleep(seconds)
            log.append("work")
        return log

    return await asyncio.gather(use(first), use(second))


# Task 4


@scenario(call="batches(source, 2, 1)")
async def what_batches_gives(submission):
    return await kind(submission.batches(stream(Diary(), 0, []), 2, 1))


@scenario(call="async for batch in batches(source, {1!r}, {2!r}): ...  # {0!r}")
async def batched(submission, plan, size, within, kinds):
    got = []
    (source,) = make(Diary(), [plan], kinds)
    await read(submission.batches(source, size, within), got, stopwatch())
    return got


@scenario(call="kept = [batch async for batch in batches(source, {1!r}, 99)]  # {0!r}")
async def batches_kept(submission, plan, size):
    """Each batch when it came, and all of them at the end."""
    came, kept = [], []
    async for batch in submission.batches(stream(Diary(), 0, plan), size, 99):
        came.append(copy(batch))
        kept.append(batch)
    return {"came": came, "kept": kept}


@scenario(call="async for batch in batches(source, {1!r}, {2!r}): await asyncio.sleep({3!r})  # {0!r}")
async def batched_slowly(submission, plan, size, within, busy):
    got = []
    (source,) = make(Diary(), [plan])
    await read(submission.batches(source, size, within), got, stopwatch(), busy)
    return [batch for _, batch in got]


@scenario(call="async for batch in batches(source, {1!r}, {2!r}): ...  # {0!r}, {3}")
async def batches_fail(submission, plan, size, within, kinds):
    diary, got, raised = Diary(), [], None
    (source,) = make(diary, [plan], kinds)
    items = submission.batches(source, size, within)
    now = stopwatch()
    try:
        await read_to_the_error(items, got, now)
    except (Exception, BaseExceptionGroup, asyncio.CancelledError) as error:
        raised = told(error, diary.error)
    at = now()
    closing = await put_away(items)
    left = await tasks_left()
    return {
        "got": got,
        "raised": raised,
        "at": at,
        "closing": closing[1],
        "closed": diary.closed,
        "left": left,
    }


@scenario(
    call="items = batches(source, {1!r}, {2!r}); [await anext(items) ...]; await items.aclose()  # {0!r}"
)
async def batches_closed(submission, plan, size, within, taken, kinds, cleanup):
    diary = Diary(cleanup)
    (source,) = make(diary, [plan], kinds)
    items = submission.batches(source, size, within)
    got = [await anext(items) for _ in range(taken)]
    _, raised = await put_away(items)
    await asyncio.sleep(cleanup + 1)
    return {"got": got, "raised": raised, "closed": diary.closed, "left": await tasks_left()}


@scenario(
    call="a task that reads batches(source, {1!r}, {2!r}) is cancelled after {3!r} s, then aclose()  # {0!r}"
)
async def batches_cancelled(submission, plan, size, within, after):
    diary, got = Diary(), []
    (source,) = make(diary, [plan])
    items = submission.batches(source, size, within)
    reader = asyncio.create_task(read(items, got, stopwatch()))
    await asyncio.sleep(after)
    reader.cancel()
    await asyncio.wait([reader], timeout=LONG)
    if reader.done() and not reader.cancelled():
        reader.result()
    _, raised = await put_away(items)
    return {"raised": raised, "closed": diary.closed, "left": await tasks_left()}
