"""Judges `async_iteration.py`: streams that neither lose nor delay an item, and leave nothing open.

All waits are multiples of an eighth of a second, so that sums of them are exact. `within` gets a sixteenth more, so
that no item arrives at the very moment when a batch is due; a busy consumer a bit more, so that it never comes back at
the very moment when an item arrives, for then a bounded queue may let that item in before those which wait for it.
"""

from __future__ import annotations

from itertools import accumulate

import pytest

NO_GENERATOR = "{} is no async generator: it should `yield` what it has, not return it."

AT_ONCE = "The first number came at once; it should come one interval later."
SINCE_THE_CALL = "The time counted from the call; it should count from the first anext."
DRIFT = "The numbers came later and later: the time that the consumer took was added to the interval."
ALL_AT_ONCE = "All numbers came at one moment; there should be an interval between them."
WRONG_TIMES = "The numbers did not come at the right times."
TICKER_CLOSED = "Closing ticker early took time or raised an error; it should end quietly and at once."
IN_EACH_OTHERS_WAY = "Two tickers got into each other's way: each counts from its own first anext."

ONE_BY_ONE = "The sources were read one after the other; all of them should be read at the same time."
ITEMS_LOST = "Items got lost: not everything that the sources gave came out."
ITEMS_TWICE = "More items came out than the sources gave."
NOT_BY_ARRIVAL = "The items did not come in the order in which they arrived."
LATE = "Items came out later than they arrived; with a waiting consumer each should come out at once."
OWN_ORDER = "The items of one source came in another order than the source gave them."
NO_ERROR = "A source failed, and its error did not come out."
OTHER_ERROR = "Another error came out in place of the one that the source raised."
WRAPPED_ERROR = "The source's error came out inside a group of errors; the error itself should be raised."
BEFORE_ERROR = "Items that had arrived before the failure did not come out before the error."
ERROR_LATE = "The error came out later than the source failed; it should come out at once."
CLOSING_RAISED = "Closing early raised an error; it should end quietly."
CLOSING_TOOK_TIME = "Closing early waited for the sources to go on; it should not wait for their next items."
SOURCES_OPEN = "Sources were still open after aclose() had returned."
SOURCES_OPEN_AFTER_ERROR = "A source failed, and other sources were still open after aclose() had returned."
LEFT_RUNNING = "Tasks were still running after the generator had been closed."

OPENED_TOO_EARLY = "Making a Connection wrote to the log already; entering it with `async with` should."
NOT_ITSELF = "`async with` did not give the connection itself: __aenter__ should return it."
SWALLOWED = "The error of the block did not come out of `async with`: it was swallowed."
NEVER_CLOSED = "`close` is missing from the log: it has to be written however the block ends."
WRONG_LOG = "The log is not right: `open` at the beginning of the block, `close` at its end, once each."
CANCELLATION_LOST = "The task was cancelled inside the block, and went on as if nothing had happened."
SHARED = "Two connections got into each other's way: each has a log of its own."

REUSED = "A batch changed after it had been handed out: make a new list for each one."
EMPTY_BATCH = "An empty batch went out; with nothing to hand out it should wait."
TOO_BIG = "A batch held more items than `size`."
BATCH_ITEMS_LOST = "Items got lost: not everything that the source gave was in the batches."
NOT_LISTS = "A batch is not a list."
BATCH_LATE = "A batch went out too late: it has to go out `within` seconds after its first item arrived."
BATCH_EARLY = "A batch went out too early: it was not full, and its time was not up."
WRONG_BATCHES = "The items are not in the right batches."
LAST_LATE = "The last batch came too late: it goes out at once when the source ends."
BATCHES_OPEN = "The source was still open after the batches had been closed."
BATCHES_OPEN_AFTER_ERROR = "The source failed and was not closed."


def halves(rng, count, most):
    """`count` distinct moments, in order, up to `most` seconds."""
    return [number / 2 for number in sorted(rng.sample(range(1, 2 * most), count))]


def check_kind(seen, name):
    """An async generator, or at least something to iterate over."""
    assert seen.value == "async iterator", NO_GENERATOR.format(name)


# Task 1


@pytest.mark.task(1)
def test_ticker_is_an_async_generator(what_ticker_gives):
    """It hands out its numbers to `async for` and `anext`."""
    check_kind(what_ticker_gives(), "ticker")


def check_ticks(seen, interval, count):
    """The numbers, and each at its time."""
    times, numbers = [time for time, _ in seen.value], [number for _, number in seen.value]
    due = [round((i + 1) * interval, 6) for i in range(count)]
    assert numbers == list(range(count))
    if count:
        assert times[0] != 0, AT_ONCE
    if count > 1:
        assert len(set(times)) > 1, ALL_AT_ONCE
        if times[0] == due[0] and all(late >= time for late, time in zip(times, due, strict=True)):
            assert times == due, DRIFT
    assert times == due, WRONG_TIMES


@pytest.mark.task(1)
@pytest.mark.parametrize(("interval", "count"), [(2.5, 3), (3, 0)], ids=["three", "none"])
def test_ticker_counts_from_0_once_per_interval(ticks, interval, count):
    """A number per interval, the first one after the first interval."""
    check_ticks(ticks(interval, count, [0]), interval, count)


@pytest.mark.task(1)
def test_a_busy_consumer_does_not_delay_the_next_number(ticks, rng):
    """What the consumer takes between two numbers is not added to the interval; nothing adds up over forty numbers."""
    check_ticks(ticks(2, 7, [0, 1.875, 0.5]), 2, 7)
    interval = rng.randint(8, 80) / 8
    busy = [rng.randrange(0, int(8 * interval)) / 8 for _ in range(9)]
    check_ticks(ticks(interval, 40, busy), interval, 40)


@pytest.mark.task(1)
def test_time_counts_from_the_first_anext(ticks_asked_late, rng):
    """Nothing happens before the first number is asked for."""
    interval, pause = rng.randint(8, 40) / 8, rng.randint(41, 80) / 8
    seen = ticks_asked_late(interval, 4, pause)
    due = [(i + 1) * interval for i in range(4)]
    assert [number for _, number in seen.value] == [0, 1, 2, 3]
    assert [time for time, _ in seen.value] == due, SINCE_THE_CALL


@pytest.mark.task(1)
def test_two_tickers_at_the_same_time(two_tickers, rng):
    """While one waits, the other goes on; they share nothing."""
    first, second = (
        [number / 8, count] for number, count in zip(rng.sample(range(8, 40), 2), [9, 4], strict=True)
    )
    later = rng.randint(1, 20) / 8
    seen = two_tickers(first, second, later)
    if seen.sightings.blockings:
        assert seen.elapsed == max(first[0] * 9, later + second[0] * 4)
    expected = [[[(i + 1) * interval, i] for i in range(count)] for interval, count in (first, second)]
    assert seen.value == expected, IN_EACH_OTHERS_WAY


@pytest.mark.task(1)
def test_ticker_can_be_closed_early(ticker_closed):
    """A consumer who has seen enough need not wait for the rest."""
    assert ticker_closed(2, 50, 3).value == {"got": [0, 1, 2], "seconds": 0, "raised": None}, TICKER_CLOSED


# Task 2

PLANS = {
    "two": [[(1, "a1"), (2, "a3"), (3, "a6")], [(2, "b2"), (2, "b4")]],
    "slow first": [[(9, "a9")], [(1, "b1"), (1, "b2"), (1, "b3")]],
    "empty ones": [[], [(2, "b2"), (2, "b4")], [(3, "ENDS")], [(1, "d1"), (9, "ENDS")]],
    "falsy": [[(1, None), (2, 0)], [(2, False), (2, "")], [(5, []), (1, None)]],
}
WORDS = ("FAILS", "WAITS", "ENDS")


def arrivals(plans):
    """[seconds, item] of all sources, in the order of arrival."""
    found = []
    for plan in plans:
        times = accumulate(seconds for seconds, _ in plan)
        found += [[time, item] for time, (_, item) in zip(times, plan, strict=True) if item not in WORDS]
    return sorted(found, key=lambda pair: pair[0])


def plans_from(times, owners):
    """Sources whose items arrive at the `times`; owners[i] is the source of the item at times[i]."""
    plans, last = [[] for _ in range(max(owners) + 1)], [0] * (max(owners) + 1)
    for time, owner in zip(times, owners, strict=True):
        plans[owner].append((time - last[owner], f"{owner}@{time}"))
        last[owner] = time
    return plans


def check_items(given, expected):
    """The same items, in the same order."""
    assert len(given) >= len(expected), ITEMS_LOST
    assert len(given) <= len(expected), ITEMS_TWICE
    assert given == expected, NOT_BY_ARRIVAL


def check_merged(seen, plans):
    """All items in the order of arrival, and at once."""
    expected = arrivals(plans)
    items = [item for _, item in seen.value]
    in_turn = [item for plan in plans for _, item in plan if item not in WORDS]
    if items == in_turn != [item for _, item in expected]:
        assert items == [item for _, item in expected], ONE_BY_ONE
    check_items(items, [item for _, item in expected])
    assert [time for time, _ in seen.value] == [time for time, _ in expected], LATE


@pytest.mark.task(2)
def test_merge_is_an_async_generator(what_merge_gives):
    """It hands out its items to `async for` and `anext`; of no source at all there are none."""
    check_kind(what_merge_gives(), "merge")


@pytest.mark.task(2)
@pytest.mark.parametrize("plans", PLANS.values(), ids=PLANS.keys())
def test_items_come_in_the_order_of_arrival(merged, plans):
    """Each item comes out at the moment when it arrives, whichever source it is from."""
    check_merged(merged(plans, "generators"), plans)


@pytest.mark.task(2)
def test_sources_of_every_kind(merged, rng):
    """Anything that `async for` can read is a source, with `aclose` or without."""
    plans = plans_from(halves(rng, 20, 20), [*range(3), *(rng.randrange(3) for _ in range(17))])
    check_merged(merged(plans, "all kinds"), plans)


@pytest.mark.task(2)
def test_many_sources(merged, rng):
    """Twenty sources, fifty items."""
    plans = plans_from(halves(rng, 50, 90), [*range(20), *(rng.randrange(20) for _ in range(30))])
    check_merged(merged(plans, "objects"), plans)


@pytest.mark.task(2)
def test_items_that_are_there_at_once(merged):
    """Sources that never wait: all items come out, those of one source in its order."""
    plans = [[(0, f"{name}{i}") for i in range(5)] for name in "abc"]
    seen = merged(plans, "generators")
    items = [item for plan in plans for _, item in plan]
    assert sorted((item for _, item in seen.value), key=str) == sorted(items), ITEMS_LOST
    for plan in plans:
        own = [item for _, item in plan]
        assert [item for _, item in seen.value if item in own] == own, OWN_ORDER


@pytest.mark.task(2)
def test_a_busy_consumer_gets_the_order_of_arrival(merged_slowly, rng):
    """What arrives while the consumer is busy keeps its order."""
    times = halves(rng, 16, 20)
    plans = [[(time, f"item {time}")] for time in times]
    rng.shuffle(plans)
    check_items(merged_slowly(plans, 5 + 1 / 1024).value, [f"item {time}" for time in times])


OTHERS_GO_ON = (
    [[(4, "FAILS")], [(1, "b1"), (1, "b2"), (300, "b")], [(3, "c3"), (90, "c")]],
    ["b1", "b2", "c3"],
    4,
)
FAILURES = {
    "generators": ("generators", *OTHERS_GO_ON),
    "objects": ("objects", *OTHERS_GO_ON),
    "at once": ("objects", [[(500, "WAITS")], [(0, "FAILS")]], [], 0),
}


def check_error(raised):
    """The error of the source, and itself."""
    assert raised is not None, NO_ERROR
    assert "ExceptionGroup" not in raised[0], WRAPPED_ERROR
    assert raised == ["ValueError", "the sensor is broken", True], OTHER_ERROR


@pytest.mark.task(2)
@pytest.mark.parametrize(("kinds", "plans", "before", "at"), FAILURES.values(), ids=FAILURES.keys())
def test_the_error_of_a_source_comes_out(merge_fails, kinds, plans, before, at):
    """The items from before the failure, then the error, at once; and every source is closed."""
    seen = merge_fails(plans, 0, kinds).value
    check_error(seen["raised"])
    assert seen["at"] == at, ERROR_LATE
    check_items(seen["got"], before)
    check_all_closed(seen, len(plans), SOURCES_OPEN_AFTER_ERROR)


@pytest.mark.task(2)
def test_a_busy_consumer_gets_the_items_before_the_error(merge_fails, rng):
    """While the consumer is busy items arrive, and then a source fails: first the items, then the error."""
    *times, failure = halves(rng, 10, 9)
    plans = [[(time, f"item {time}"), (900, "WAITS")] for time in times] + [[(failure, "FAILS")]]
    rng.shuffle(plans)
    seen = merge_fails(plans, 20, "generators").value
    check_error(seen["raised"])
    assert seen["got"] == [f"item {time}" for time in times], BEFORE_ERROR
    check_all_closed(seen, len(plans), SOURCES_OPEN_AFTER_ERROR)


def check_all_closed(seen, count, still_open):
    """Every source that can be closed, and no task of the generator's goes on."""
    assert seen["closed"] == list(range(count)), still_open
    assert seen["left"] == 0, LEFT_RUNNING


CLOSINGS = {
    "waiting": ("generators", [[(1, "a"), (500, "WAITS")], [(400, "b")], [(2, "c"), (300, "c")]], 2, 0),
    "after a while": ("objects", [[(1, "a"), (2, "a"), (500, "WAITS")], [(3, "b"), (500, "b")]], 1, 10),
    "items at hand": ("generators", [[(1, i) for i in range(9)], [(1.5, i) for i in range(9)]], 3, 0.25),
}


@pytest.mark.task(2)
@pytest.mark.parametrize(("kinds", "plans", "taken", "pause"), CLOSINGS.values(), ids=CLOSINGS.keys())
def test_closed_early_it_closes_its_sources(merge_closed, kinds, plans, taken, pause):
    """A consumer who has seen enough leaves nothing open, and need not wait."""
    seen = merge_closed(plans, taken, kinds, pause, 0).value
    assert seen["raised"] is None, CLOSING_RAISED
    check_all_closed(seen, len(plans), SOURCES_OPEN)
    assert seen["seconds"] == 0, CLOSING_TOOK_TIME


@pytest.mark.task(2)
@pytest.mark.parametrize("kinds", ["generators", "objects"])
def test_closing_waits_for_the_sources(merge_closed, kinds):
    """A source may need time to close; aclose returns after that."""
    plans = [[(1, "a"), (500, "WAITS")], [(2, "b"), (500, "WAITS")], [(500, "WAITS")]]
    seen = merge_closed(plans, 2, kinds, 0, 2).value
    assert seen["raised"] is None, CLOSING_RAISED
    check_all_closed(seen, 3, SOURCES_OPEN)


@pytest.mark.task(2)
def test_what_cannot_be_closed_is_left_alone(merge_closed):
    """A source without `aclose` does not keep the others from being closed."""
    plans = [[(3, "a"), (500, "a")], [(2, "b"), (500, "b")], [(1, "c"), (500, "c")]]
    seen = merge_closed(plans, 3, "all kinds", 0, 0).value
    assert seen["raised"] is None, CLOSING_RAISED
    assert seen["closed"] == [0, 1], SOURCES_OPEN


@pytest.mark.task(2)
def test_cancelled_while_it_waits(merge_cancelled):
    """A consumer that is cancelled while it waits for an item, and then closes, leaves nothing open."""
    plans = [[(1, "a"), (500, "WAITS")], [(500, "WAITS")]]
    seen = merge_cancelled(plans, 5).value
    assert seen["raised"] is None, CLOSING_RAISED
    check_all_closed(seen, 2, SOURCES_OPEN)


# Task 3


@pytest.mark.task(3)
def test_gives_itself(connect, rng):
    """`async with Connection(log) as connection` gives the connection, and logs around the block."""
    word = f"work {rng.randrange(1000)}"
    seen = connect(word)
    assert seen.value["itself"], NOT_ITSELF
    check_log(seen.value["log"], word)


def check_log(log, *middle):
    """`open`, what the block wrote, `close`."""
    assert log != ["open", *middle], NEVER_CLOSED
    assert log == ["open", *middle, "close"], WRONG_LOG


@pytest.mark.task(3)
def test_made_is_not_open(only_made, connect):
    """A Connection that nobody enters is not opened, so it need not be closed either."""
    assert connect("work").value["log"] == ["open", "work", "close"], WRONG_LOG
    assert only_made().value == [], OPENED_TOO_EARLY


@pytest.mark.task(3)
@pytest.mark.parametrize("name", ["ValueError", "Alarm"])
def test_errors_pass_through(connection_fails, name):
    """However the block fails, `close` is logged and the error comes out."""
    text = {"ValueError": "no answer", "Alarm": "fire"}[name]
    seen = connection_fails(name).value
    check_log(seen["log"])
    assert seen["raised"] is not None, SWALLOWED
    assert seen["raised"] == [name, text, True], "Another error came out in place of the one of the block."


@pytest.mark.task(3)
def test_cancellation_passes_through(connection_cancelled):
    """A task that is cancelled inside the block closes its connection, and ends."""
    seen = connection_cancelled(1).value
    assert "went on" not in seen["log"], CANCELLATION_LOST
    check_log(seen["log"])
    assert seen["cancelled"], CANCELLATION_LOST


@pytest.mark.task(3)
def test_a_block_left_by_return(connection_left, rng):
    """`return` out of the block closes the connection too."""
    word = f"answer {rng.randrange(1000)}"
    seen = connection_left(word).value
    check_log(seen["log"])
    assert seen["returned"] == word


@pytest.mark.task(3)
def test_each_has_its_own_log(connections_in_turn, connections_side_by_side):
    """Connections one after the other, inside each other, and side by side."""
    names = ["first", "second"]
    nested = [["open", "open", name, "close", "close"] for name in names]
    assert connections_in_turn(names).value == nested, SHARED
    assert connections_side_by_side(3, 1).value == [["open", "work", "close"]] * 2, SHARED


# Task 4


@pytest.mark.task(4)
def test_batches_is_an_async_generator(what_batches_gives):
    """It hands out its batches to `async for` and `anext`; an empty source gives none."""
    check_kind(what_batches_gives(), "batches")


@pytest.mark.task(4)
def test_each_batch_is_a_list_of_its_own(batches_kept):
    """What has been handed out belongs to the consumer: it does not change any more."""
    plan = [(1, i) for i in range(7)]
    seen = batches_kept(plan, 3).value
    assert seen["kept"] == seen["came"], REUSED
    check_sane(seen["kept"], plan, 3)


def expected_batches(plan, size, within):
    """[seconds, batch] for a consumer who waits for each batch."""
    times = list(accumulate(seconds for seconds, _ in plan))
    out, batch, due = [], [], None
    for time, (_, item) in zip(times, plan, strict=True):
        if batch and due < time:
            out.append([due, batch])
            batch = []
        if item == "ENDS":
            break
        due = due if batch else time + within
        batch = [*batch, item]
        if len(batch) == size:
            out.append([time, batch])
            batch = []
    return [*out, [time, batch]] if batch else out


def check_batches(seen, plan, size, within):
    """The right items in each batch, and each batch at its time."""
    expected = expected_batches(plan, size, within)
    check_sane([batch for _, batch in seen.value], plan, size)
    end = sum(seconds for seconds, _ in plan)
    for (time, batch), (due, wanted) in zip(seen.value, expected, strict=False):
        assert time <= due, LAST_LATE if due == end and len(wanted) < size else BATCH_LATE
        assert time >= due, BATCH_EARLY
        assert batch == wanted, WRONG_BATCHES
    assert seen.value == expected, WRONG_BATCHES


def check_sane(given, plan, size):
    """Every item once and in order, in lists that are neither empty nor too long."""
    assert all(isinstance(batch, list) for batch in given), NOT_LISTS
    assert all(given), EMPTY_BATCH
    assert max(map(len, given), default=0) <= size, TOO_BIG
    flat = [item for batch in given for item in batch]
    items = [item for _, item in plan if item not in WORDS]
    assert len(flat) >= len(items), BATCH_ITEMS_LOST
    assert flat == items, "The items did not come out once each, in the order of the source."


BATCHES = {
    "short last": ([(1, i) for i in range(5)], 2, 50),
    "of one": ([(1, "a"), (0, "b"), (2, "c")], 1, 9),
    "time is up": ([(1, "a"), (1, "b"), (1, "c"), (5, "d"), (1, "e"), (9, "f")], 9, 2.5),
    "ends in silence": ([(1, "a"), (90, "ENDS")], 5, 2.5),
    "ends before time": ([(1, "a"), (1, "b"), (2, "ENDS")], 5, 20),
    "silence at the end": ([(1, "a"), (1, "b"), (90, "ENDS")], 2, 2.5),
    "all at once": ([(0, i) for i in range(7)], 3, 1),
    "falsy": ([(1, None), (1, 0), (1, ""), (1, False), (1, [])], 2, 1.5),
}


@pytest.mark.task(4)
@pytest.mark.parametrize(("plan", "size", "within"), BATCHES.values(), ids=BATCHES.keys())
def test_a_batch_goes_out_when_full_or_when_its_time_is_up(batched, plan, size, within):
    """Full, or so long after its first item, or at the end of the source: whatever comes first."""
    check_batches(batched(plan, size, within, "generators"), plan, size, within)


@pytest.mark.task(4)
@pytest.mark.parametrize(("size", "kinds"), [(5, "objects"), (40, "generators")])
def test_any_items_in_any_batches(batched, rng, size, kinds):
    """The same for sources that nobody has seen before."""
    gaps = rng.choices([0, 0.125, 0.5, 1, 2, 5, 11], k=30)
    plan = [(gap, f"{number}: {rng.random():.3f}") for number, gap in enumerate(gaps)] + [(30, "ENDS")]
    within = rng.randint(16, 48) / 8 + 1 / 16
    check_batches(batched(plan, size, within, kinds), plan, size, within)


@pytest.mark.task(4)
def test_an_item_at_the_last_moment_is_not_lost(batched):
    """An item that arrives exactly when the time is up may go in either batch."""
    plan = [(1, "a"), (2, "b"), (50, "c")]
    seen = batched(plan, 9, 2, "generators")
    check_sane([batch for _, batch in seen.value], plan, 9)
    together, apart = [[3, ["a", "b"]], [53, ["c"]]], [[3, ["a"]], [5, ["b"]], [53, ["c"]]]
    if seen.value != apart:
        assert seen.value == together, WRONG_BATCHES


@pytest.mark.task(4)
def test_a_busy_consumer_loses_nothing(batched_slowly, rng):
    """Which items share a batch depends on who is busy when; that each comes once and in order does not."""
    plan = [(rng.randint(1, 24) / 8, number) for number in range(20)]
    for busy in (0.5, 20):
        check_sane(batched_slowly(plan, 4, 2.0625, busy).value, plan, 4)


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("kinds", "plan", "before", "at"),
    [
        ("generators", [(1, "a"), (1, "b"), (1, "c"), (1, "FAILS")], [[2, ["a", "b"]]], 4),
        ("generators", [(1, "a"), (40, "FAILS")], [[6, ["a"]]], 41),
        ("objects", [(3, "FAILS")], [], 3),
    ],
    ids=["with items", "in silence", "at the beginning"],
)
def test_the_failure_of_the_source_comes_out(batches_fail, kinds, plan, before, at):
    """The error itself, and the source is closed. Items that were being collected may go out first."""
    seen = batches_fail(plan, 2, 5, kinds).value
    check_error(seen["raised"])
    assert seen["got"][: len(before)] == before, BATCH_ITEMS_LOST
    rest = [[at, [item]] for _, item in plan[2:-1]]
    if seen["got"][len(before) :]:
        assert seen["got"][len(before) :] == rest, WRONG_BATCHES
    assert seen["at"] == at, ERROR_LATE
    assert seen["closed"] == [0], BATCHES_OPEN_AFTER_ERROR
    assert seen["left"] == 0, LEFT_RUNNING


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("kinds", "plan", "taken", "got"),
    [
        ("generators", [(1, i) for i in range(9)], 3, [[0, 1], [2, 3], [4, 5]]),
        ("generators", [(1, "a"), (700, "WAITS")], 1, [["a"]]),
        ("objects", [(1, "a"), (700, "WAITS")], 1, [["a"]]),
    ],
    ids=["after a full batch", "in silence", "an object"],
)
def test_abandoned_it_closes_its_source(batches_closed, kinds, plan, taken, got):
    """A consumer who has seen enough leaves nothing open; the source may take 2 s to close."""
    seen = batches_closed(plan, 2, 5, taken, kinds, 2).value
    assert seen["got"] == got, WRONG_BATCHES
    assert seen["raised"] is None, CLOSING_RAISED
    assert seen["closed"] == [0], BATCHES_OPEN
    assert seen["left"] == 0, LEFT_RUNNING


@pytest.mark.task(4)
def test_batches_cancelled_while_waiting(batches_cancelled):
    """A consumer that is cancelled while it waits for a batch, and then closes, leaves nothing open."""
    seen = batches_cancelled([(1, "a"), (700, "WAITS")], 2, 50, 5).value
    assert seen["raised"] is None, CLOSING_RAISED
    assert seen["closed"] == [0], BATCHES_OPEN
    assert seen["left"] == 0, LEFT_RUNNING
