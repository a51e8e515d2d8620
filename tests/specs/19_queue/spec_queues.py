"""Judges `queues.py`: what lies in the queue, who handles it when, and what comes out at the end.

Moments that are compared are distinct. A job is (item, seconds, what handle gives or raises, whether it succeeds).
"""

from __future__ import annotations

from heapq import heapreplace
from itertools import accumulate

import pytest

from grader.observation import Opaque

FAILURES = ["OSError", "ValueError", "LookupError", "TypeError", "TimeoutError", "QueueEmpty"]

# Task 1
NOT_ALL_PUT = "Not every item came into the queue."
MORE_PUT = "More came into the queue than the items: `produce` puts the items, and nothing else."
ANOTHER_ORDER = "The items did not come out of the queue in their order."
NO_RETURN = "All items were in the queue, but `produce` did not return."
RETURNED_EARLY = "`produce` returned before all the items were in the queue."
RETURNED_LATE = "`produce` returned later than the last item went into the queue."
PUTS_IN_BACKGROUND = "`produce` left tasks behind: it should put the items itself, one after the other."
QUEUE_FULL = "The queue was full: `put_nowait` does not wait for room."

# Task 2
NOT_HANDLED = "An item in the queue was never handled."
WRONG_ITEM = "`handle` was called with something that is none of the items."
WRONG_ORDER = "The items were not handled in the order in which they came."
SEVERAL_AT_ONCE = "A consumer began an item before it was done with the one before."
IDLE = "A consumer was free, but did not begin the next item at once."
ENDED = "The consumer ended; it should wait for more items, for ever."
TWICE = "`task_done` was called more often than items were got: once for each item."
DONE_EARLY = "The queue's `join` returned before the last item was handled: `task_done` came too early."
NEVER_DONE = "The queue's `join` did not return although all items were handled: `task_done` is missing."
NOT_DONE_AFTER_FAILURE = "`handle` failed, and its item was never ticked off: call `task_done` then, too."
FAILURE_SWALLOWED = "`handle` failed, but its exception did not come out of `consume`."
OTHER_FAILURE = "`handle` failed, and another exception came out of `consume`."
WENT_ON = "`handle` failed, but the consumer went on with the next item."
DONE_WITHOUT_ITEM = "Cancelled while it waited for an item, it called `task_done`, though it had got none."
NOT_CANCELLED = "The consumer was cancelled, but did not end."
CANCELLATION_LOST = "The consumer was cancelled, but the CancelledError did not come out."
HANDLE_RAN_ON = "The consumer was cancelled, but `handle` ran on."
TASKS_LEFT = "Tasks of the consumer's own were left."

# Task 3
NOTHING_RETURNED = "Gave None: hand the results back with `return`."
RESULTS_ORDER = "The results are not in the order of the items."
RESULT_MISSING = "Results are missing: each item gives one, whatever its value."
EQUAL_ITEMS = "Items that are equal have the same result: each item should have a result of its own."
TWO_PIPELINES = "Two pipelines that ran at the same time got into each other's way."
ONE_WORKER = "Only one item was handled at a time, though there are more workers."
TOO_MANY = "More items were handled at the same time than there are workers."
IDLE_WORKER = "A worker stood idle while items were left: who is free takes the next one at once."
READ_AHEAD = "Items were read too far ahead: at most maxsize + 1 that no worker has got."
TOOK_LONGER = "It went on waiting after the last item was handled."
WORKERS_LEFT = "Workers were still waiting for items when it returned: nobody had stopped them."
STILL_ENDING = "It ended before the tasks that it had cancelled had ended: wait for them."
FAILURE_HIDDEN = "It returned as if nothing had happened, although there was a failure."
GROUP = "A group of exceptions came out; the failure itself should be raised."
NOT_THE_FAILURE = "Another exception came out than the one that was raised."
WAS_CANCELLED = "A CancelledError came out, not the failure."
NOT_REACHED = "It ended before it came to the item that fails."
NO_FURTHER = "After a failure another item was handled; no further one should be begun."
RUNNING_AFTER = "It raised the failure while items were still being handled: the others should have ended."
LEFT_BY_CANCEL = "Its caller was cancelled, but tasks of the pipeline ran on."


def some(rng, count):
    """Items that nobody can know; each of them an object of its own."""
    return [[rng.randrange(1000), f"item {number}"] for number in range(count)]


def seconds(rng, count):
    """`count` distinct numbers of seconds, as eighths of a second, no two subsets alike at the first glance."""
    return [number / 8 for number in rng.sample(range(3, 40 * count), count)]


# Task 1


def check_produced(seen, items, maxsize, pause):
    """All the items, in order, and no waiting but for room."""
    facts, got = seen.value, seen.value["got"]
    assert got[: len(items)] == items or sorted(map(repr, got)) != sorted(map(repr, items)), ANOTHER_ORDER
    assert len(got) >= len(items), NOT_ALL_PUT
    assert len(got) <= len(items), MORE_PUT
    assert got == items
    room_at = (len(items) - maxsize) * pause if maxsize and len(items) > maxsize else 0
    assert facts["returned"] is not None, NO_RETURN
    assert facts["returned"] >= room_at, RETURNED_EARLY
    assert facts["returned"] <= room_at, RETURNED_LATE
    assert not facts["left"], PUTS_IN_BACKGROUND


def produced(produce, items, maxsize, pause):
    """What the scenario saw; a QueueFull is named in plain words."""
    seen = produce.observe(items, maxsize, pause)
    if seen.error is None:
        return seen
    assert seen.error.type != "QueueFull", QUEUE_FULL
    return produce(items, maxsize, pause)


@pytest.mark.task(1)
@pytest.mark.parametrize("maxsize", [0, 1, 12])
def test_every_item_is_put_in_order(produce, rng, maxsize):
    """All items come, in order; where the queue is full `produce` waits, and returns once the last one is in."""
    items = some(rng, 12)
    check_produced(produced(produce, items, maxsize, 2), items, maxsize, 2)


@pytest.mark.task(1)
def test_any_item_is_put(produce, rng):
    """None, 0, an empty list and equal items are items like any other; no items are no items."""
    items = [0, None, "", [], False, "same", "same", rng.randrange(1000)]
    rng.shuffle(items)
    check_produced(produced(produce, items, 2, 1), items, 2, 1)
    check_produced(produced(produce, [], 2, 1), [], 2, 1)


@pytest.mark.task(1)
def test_many_items(produce, rng):
    """Sixty items go through a queue of five."""
    items = some(rng, 60)
    check_produced(produced(produce, items, 5, 0.5), items, 5, 0.5)


# Task 2


def check_handling(facts, count, *, at_once=1):
    """The first `count` items were begun in order, by `at_once` consumers at most."""
    assert not facts["unknown"], WRONG_ITEM
    begun = [number for number, _ in facts["started"]]
    at = dict(facts["started"])
    assert set(begun) >= set(range(count)), NOT_HANDLED
    assert all(at[n] <= at[n + 1] for n in range(count - 1)), WRONG_ORDER
    assert most_at_once(facts) <= at_once, SEVERAL_AT_ONCE


def check_begun(facts, times):
    """Each item was begun as soon as a consumer was free for it."""
    at_once = sorted(at for _, at in facts["started"]) == times
    assert at_once, IDLE


def most_at_once(facts):
    """The highest number of items that were handled at one moment; who begins as another ends does not overlap."""
    changes = [(at, 1) for _, at in facts["started"]] + [(at, -1) for _, at, _ in facts["ended"]]
    return max(accumulate(change for _, change in sorted(changes)), default=0)


def last_end(facts):
    """When the last item was done."""
    return max((at for _, at, _ in facts["ended"]), default=0)


def check_never_ends(facts):
    """All consumers wait for more."""
    for state in facts["consumers"]:
        assert "task_done() called" not in state, TWICE
        assert state == "waiting", ENDED


def check_joined(facts, at):
    """`join` returned when the last item was handled."""
    assert facts["joined"] is not None, NEVER_DONE
    assert facts["joined"] >= at, DONE_EARLY
    assert facts["joined"] == at
    assert not facts["left"], TASKS_LEFT


def arrivals(items, times, lasts, rng):
    """(at, item, seconds, what handle gives, ok) for each."""
    gives = [rng.choice([None, True, False, 0, "stop"]) for _ in items]
    return [
        (at, item, last, give, True) for at, item, last, give in zip(times, items, lasts, gives, strict=True)
    ]


@pytest.mark.task(2)
@pytest.mark.parametrize("count", [1, 12])
def test_items_are_handled_one_by_one(consume, rng, count):
    """One item after the other, in order; the queue is told when each is done, and the consumer waits for more."""
    lasts = seconds(rng, count)
    facts = consume(arrivals(some(rng, count), [0] * count, lasts, rng), 1).value
    check_never_ends(facts)
    check_handling(facts, count)
    check_begun(facts, [sum(lasts[:n]) for n in range(count)])
    check_joined(facts, sum(lasts))


@pytest.mark.task(2)
def test_goes_on_for_ever(consume, rng):
    """Items that come later, after idle times, are handled as well."""
    times, lasts = [0, 0, 10, 30, 30, 90], [2, 3, 4, 0, 5, 1]
    facts = consume(arrivals(some(rng, 6), times, lasts, rng), 1).value
    check_never_ends(facts)
    check_handling(facts, 6)
    check_begun(facts, [0, 2, 10, 30, 30, 90])
    check_joined(facts, 91)


@pytest.mark.task(2)
def test_a_thousand_items(consume_many, rng):
    """However many items have been handled, the consumer goes on."""
    count = rng.randrange(1100, 1200)
    facts = consume_many(count).value
    check_never_ends(facts)
    assert facts["handled"] == count, NOT_HANDLED


@pytest.mark.task(2)
def test_any_item_is_handled(consume, rng):
    """None, 0, an empty list and equal items are items like any other."""
    items = [None, 0, "", False, *some(rng, 2)]
    rng.shuffle(items)
    facts = consume(arrivals([*items, items[2]], [0] * 7, [1] * 7, rng), 1).value
    check_never_ends(facts)
    check_handling(facts, 7)
    check_joined(facts, 7)


@pytest.mark.task(2)
def test_two_consumers_share_a_queue(consume, rng):
    """Each takes the next item when it is free."""
    lasts = [8, 1, 2, 4.5, 3.25, 0.125]
    facts = consume(arrivals(some(rng, 6), [0] * 6, lasts, rng), 2).value
    check_never_ends(facts)
    check_handling(facts, 6, at_once=2)
    check_begun(facts, [0, 0, 1, 3, 7.5, 8])
    check_joined(facts, last_end(facts))


@pytest.mark.task(2)
@pytest.mark.parametrize("last", [2, None], ids=["later", "in its first step"])
def test_a_failure_comes_out_and_its_item_is_done(consume, rng, last):
    """The exception of `handle` comes out of the consumer; the item is ticked off all the same."""
    kind, (first, second) = rng.choice(FAILURES), some(rng, 2)
    facts = consume([(0, first, 1, None, True), (5, second, last, kind, False)], 1).value
    check_handling(facts, 2)
    check_failure(facts, "the failure of item 1")
    assert facts["joined"] is not None, NOT_DONE_AFTER_FAILURE
    check_joined(facts, 5 + (last or 0))


def check_failure(facts, failure):
    """The only consumer ended with that failure."""
    [state] = facts["consumers"]
    assert "task_done() called" not in state, TWICE
    assert state not in ("waiting", "ended", "cancelled"), FAILURE_SWALLOWED
    assert state == failure, OTHER_FAILURE


@pytest.mark.task(2)
def test_after_a_failure_nothing_more_is_handled(consume, rng):
    """What lies in the queue behind the item that failed stays there."""
    kind, items = rng.choice(FAILURES), some(rng, 4)
    plan = [(0, items[0], 1, None, True), (0, items[1], 2, kind, False), (0, items[2], 1, None, True)]
    facts = consume([*plan, (9, items[3], 1, None, True)], 1).value
    check_handling(facts, 2)
    assert not len(facts["started"]) > 2, WENT_ON
    check_failure(facts, "the failure of item 1")
    assert facts["in the queue"] >= 2, "An item was taken out of the queue and lost."


@pytest.mark.task(2)
def test_cancelled_while_it_waits_for_an_item(consume_cancelled, rng):
    """Who is cancelled without an item ticks nothing off: what another consumer works at is not done yet."""
    facts = consume_cancelled(arrivals(some(rng, 1), [0], [10], rng), [0, 0.5], 1).value
    check_handling(facts, 1)
    assert facts["consumers"][1] != "waiting", NOT_CANCELLED
    assert facts["joined"] is None or facts["joined"] >= 10, DONE_WITHOUT_ITEM
    assert "task_done() called" not in " ".join(facts["consumers"]), DONE_WITHOUT_ITEM
    assert facts["consumers"] == ["waiting", "cancelled"], CANCELLATION_LOST
    check_joined(facts, 10)


@pytest.mark.task(2)
def test_cancelled_on_an_empty_queue(consume_cancelled, rng):
    """A consumer that never got an item ends with the CancelledError; an item that comes later is not done."""
    facts = consume_cancelled(arrivals(some(rng, 1), [5], [1], rng), [0], 2).value
    assert facts["consumers"] != ["waiting"], NOT_CANCELLED
    assert "task_done() called" not in facts["consumers"][0], DONE_WITHOUT_ITEM
    assert facts["consumers"] == ["cancelled"], CANCELLATION_LOST
    assert facts["started"] == [], NOT_CANCELLED
    assert facts["joined"] is None, DONE_WITHOUT_ITEM


@pytest.mark.task(2)
def test_cancelled_while_it_handles(consume_cancelled, rng):
    """Cancelled in the middle of an item, it passes the cancellation on to `handle`, and ends."""
    facts = consume_cancelled(arrivals(some(rng, 3), [0] * 3, [2, 4, 1], rng), [0], 3).value
    check_handling(facts, 2)
    assert [1, 3, "cancelled"] in facts["ended"], HANDLE_RAN_ON
    assert len(facts["started"]) == 2, NOT_CANCELLED
    assert facts["consumers"] == ["cancelled"], CANCELLATION_LOST
    assert not facts["left"], TASKS_LEFT


# Task 3


def jobs_for(rng, lasts):
    """A job for each number of seconds, with an item and a result that nobody can know."""
    return [
        (item, last, rng.randrange(10**6), True)
        for item, last in zip(some(rng, len(lasts)), lasts, strict=True)
    ]


def schedule(lasts, workers):
    """(when each item is begun, when the last is done) if a free worker takes the next item at once."""
    free_from = [0] * workers
    return [heapreplace(free_from, free_from[0] + (last or 0)) for last in lasts], max(free_from)


def check_reading(facts, maxsize):
    """At the end of each moment, no more items were read than begun, those in the queue and one in hand."""
    begun = [at for _, at in facts["started"]]
    for moment in sorted({*facts["read"], *begun}):
        ahead = sum(at <= moment for at in facts["read"]) - sum(at <= moment for at in begun)
        assert ahead <= maxsize + 1, READ_AHEAD


def check_workers(facts, jobs, workers):
    """Every item was handled, by all the workers, and nobody was idle."""
    lasts = [job[1] for job in jobs]
    assert not facts["unknown"], WRONG_ITEM
    assert {number for number, _ in facts["started"]} == set(range(len(jobs))), NOT_HANDLED
    assert most_at_once(facts) <= workers, TOO_MANY
    if workers > 1 and sum(last not in (0, None) for last in lasts) > 1:
        assert most_at_once(facts) > 1, ONE_WORKER
    as_begun = sorted(facts["started"], key=lambda start: start[1])
    at_once = [at for _, at in as_begun] == schedule([lasts[number] for number, _ in as_begun], workers)[0]
    assert at_once, IDLE_WORKER
    begun = [at for _, at in sorted(facts["started"])]
    in_order = begun == sorted(begun)
    assert in_order, WRONG_ORDER


def check_results(facts, jobs):
    """The result of each item, in the order of the items."""
    got, expected = facts["what"], [job[2] for job in jobs]
    assert got is not None, NOTHING_RETURNED
    got = list(got) if isinstance(got, tuple) else got
    if isinstance(got, list) and not any(isinstance(result, Opaque) for result in got):
        if sorted(map(repr, got)) == sorted(map(repr, expected)):
            assert got == expected, RESULTS_ORDER
        if len(got) < len(expected):
            assert got == expected, RESULT_MISSING
        if set(map(repr, got)) < set(map(repr, expected)):
            assert got == expected, EQUAL_ITEMS
    assert got == expected


def check_nothing_left(facts):
    """No task of the pipeline is there when it ends."""
    assert "running" not in facts.get("left", []), WORKERS_LEFT
    assert not facts.get("left"), STILL_ENDING


def check_pipeline(facts, jobs, workers, maxsize):
    """A run in which nothing fails."""
    assert facts["how"] != "raised a group", GROUP
    assert facts["how"] != "was cancelled", WAS_CANCELLED
    check_workers(facts, jobs, workers)
    check_reading(facts, maxsize)
    check_nothing_left(facts)
    check_results(facts, jobs)
    assert facts["took"] <= schedule([job[1] for job in jobs], workers)[1], TOOK_LONGER


@pytest.mark.task(3)
@pytest.mark.parametrize(("workers", "maxsize"), [(2, 1), (1, 1), (2, 20), (12, 3)], ids=str)
def test_workers_share_the_items(run_pipeline, rng, workers, maxsize):
    """As many items at once as there are workers; items are read as they are needed; results in order."""
    jobs = jobs_for(rng, seconds(rng, 11))
    check_pipeline(run_pipeline(jobs, workers, maxsize).value, jobs, workers, maxsize)


@pytest.mark.task(3)
def test_any_item_and_any_result(run_pipeline, rng):
    """None, falsy, unhashable and equal items, and results, are like any other."""
    pairs = [
        (None, 7),
        (0, None),
        ([], 0),
        ({}, []),
        ("", ""),
        ("same", 1),
        ("same", 2),
        ([1], False),
        ([1], 3),
    ]
    rng.shuffle(pairs)
    jobs = [(item, last, gives, True) for (item, gives), last in zip(pairs, seconds(rng, 9), strict=True)]
    check_pipeline(run_pipeline(jobs, 3, 1).value, jobs, 3, 1)


@pytest.mark.task(3)
def test_many_items_few_items_and_none(run_pipeline, rng):
    """Forty items, fewer items than workers, and none at all."""
    for count, workers in ((40, 7), (2, 5), (0, 3)):
        jobs = jobs_for(rng, seconds(rng, count))
        check_pipeline(run_pipeline(jobs, workers, 3).value, jobs, workers, 3)


@pytest.mark.task(3)
def test_a_handle_that_never_waits(run_pipeline, rng):
    """Nothing is lost where handling takes no time."""
    jobs = jobs_for(rng, [rng.choice([None, 0]) for _ in range(25)])
    facts = run_pipeline(jobs, 4, 2).value
    check_nothing_left(facts)
    check_results(facts, jobs)
    assert facts["took"] == 0


@pytest.mark.task(3)
def test_two_pipelines_share_nothing(run_two, rng):
    """Two pipelines may run at the same time."""
    both = jobs_for(rng, seconds(rng, 6)), jobs_for(rng, seconds(rng, 5))
    value = run_two(*both).value
    together = [facts["what"] for facts in value]
    alone = [[job[2] for job in jobs] for jobs in both]
    for got, expected in zip(together, alone, strict=True):
        others = [job[2] for jobs in both for job in jobs if job[2] not in expected]
        if isinstance(got, list) and any(one in others for one in got):
            assert got == expected, TWO_PIPELINES
    for facts, jobs in zip(value, both, strict=True):
        check_pipeline(facts, jobs, 2, 1)


def check_failed(facts, failure):
    """The failure itself came out, no item was begun after it, and everybody has ended."""
    failures = [moment for _, moment, how in facts["ended"] if how == "failed"]
    at = min(failures) if failures else facts["broke"]
    assert at is not None, NOT_REACHED
    assert facts["how"] != "returned", FAILURE_HIDDEN
    assert facts["how"] != "raised a group", GROUP
    assert facts["how"] != "was cancelled", WAS_CANCELLED
    assert facts["what"] == failure, NOT_THE_FAILURE
    assert max((begun for _, begun in facts["started"]), default=0) <= at, NO_FURTHER
    assert not len(facts["ended"]) < len(facts["started"]), RUNNING_AFTER
    check_nothing_left(facts)


@pytest.mark.task(3)
@pytest.mark.parametrize(("workers", "maxsize"), [(2, 1), (3, 9), (1, 2)], ids=str)
def test_a_failure_ends_it_all(run_pipeline, rng, workers, maxsize):
    """The failure of `handle` comes out; no further item is begun; what is under way has ended."""
    jobs = jobs_for(rng, seconds(rng, 12))
    failing = rng.randrange(3, 7)
    jobs[failing] = (jobs[failing][0], jobs[failing][1], rng.choice(FAILURES), False)
    facts = run_pipeline(jobs, workers, maxsize).value
    check_reading(facts, maxsize)
    check_failed(facts, f"the failure of item {failing}")


@pytest.mark.task(3)
@pytest.mark.parametrize("place", ["first", "last", "only"])
def test_a_failure_at_the_edges(run_pipeline, rng, place):
    """It ends as well when the first, the last or the only item fails, and all workers with it."""
    jobs = jobs_for(rng, [3, 5.5, 2.25, 4.125] if place != "only" else [2])
    number = len(jobs) - 1 if place == "last" else 0
    jobs[number] = (jobs[number][0], jobs[number][1], "ValueError", False)
    facts = run_pipeline(jobs, 2, 1).value
    check_failed(facts, f"the failure of item {number}")


@pytest.mark.task(3)
def test_every_item_fails(run_pipeline, rng):
    """Where all items fail, the first failure ends it, with as many workers as failures."""
    jobs = [(item, 2 + n, "OSError", False) for n, item in enumerate(some(rng, 6))]
    facts = run_pipeline(jobs, 3, 1).value
    known = [f"the failure of item {number}" for number in range(3)]
    check_failed(facts, facts["what"] if facts["what"] in known else known[0])


@pytest.mark.task(3)
def test_the_failure_of_endless_items(run_endless, rng):
    """Items may have no end: they are read as they are needed, and a failure ends it."""
    jobs = jobs_for(rng, [4, 2.5, 3.25, 1.125])
    jobs[2] = (jobs[2][0], 3.25, rng.choice(FAILURES), False)
    facts = run_endless(jobs, 2, 3).value
    check_reading(facts, 3)
    check_failed(facts, "the failure of item 2")


@pytest.mark.task(3)
@pytest.mark.parametrize(("count", "workers"), [(7, 2), (0, 2), (2, 4)], ids=str)
def test_the_failure_of_the_items(run_broken, rng, count, workers):
    """When `items` itself raises, that comes out, and no further item is begun."""
    jobs = jobs_for(rng, seconds(rng, count))
    facts = run_broken(jobs, workers, 1).value
    check_failed(facts, "the failure of the items")


@pytest.mark.task(3)
@pytest.mark.parametrize(("workers", "maxsize"), [(2, 1), (3, 20)], ids=str)
def test_no_task_is_left_by_a_cancelled_caller(run_cancelled, rng, workers, maxsize):
    """When the caller is cancelled, producer and workers end as well, and nothing more is handled."""
    jobs = jobs_for(rng, seconds(rng, 9))
    at = max(schedule([job[1] for job in jobs], workers)[0][workers], 0.125) / 2
    facts = run_cancelled(jobs, workers, maxsize, at).value
    assert "running" not in facts["left"], LEFT_BY_CANCEL
    assert not facts["later"], LEFT_BY_CANCEL
    assert not facts["left"], LEFT_BY_CANCEL
