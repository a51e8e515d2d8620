"""Judges `concurrency.py`: together, waits take as long as the longest of them, not their sum.

All delays are multiples of an eighth of a second, so that sums of them are exact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import heapreplace
from itertools import accumulate

import pytest

from grader.observation import Opaque

NOTHING_RETURNED = "Gave None: hand the result back with `return`."
NOT_AWAITED_YET = "Gave tasks or coroutines in place of results: `await` each of them to get its text."
NEVER_AWAITED = "A coroutine was made and never awaited, so that nothing waited for its delay."
IN_TURN = "The delays passed one after the other; all of them should pass at the same time."
NOT_ALL_TOGETHER = "Not all the delays were waited for at the same time."
NO_WAIT_OF_ITS_OWN = "Some delays were never waited for: each of them needs a wait of its own."
ANOTHER_ORDER = "The results are not in the order of the list."
SOME_MISSING = "Results are missing: delays that are equal each give a result of their own."

FIRST_OF_THE_LIST = "Gave the result of the first delay in the list, not of the first one to be over."
WAITED_FOR_ALL = "Waited until all delays were over; it should return as soon as one is."
NOT_ALL_STARTED = "Not all the delays were started: every one of them takes part in the race."
CANCELLED_ESCAPES = "The CancelledError of a task that first_done cancelled came out of first_done itself."
LEFT_RUNNING = "The other delays were still running when first_done returned: nobody cancelled them."
LEFT_CANCELLING = "first_done returned before the tasks that it cancelled had ended: wait for them."

NO_GENERATOR = "as_they_finish is no async generator: it should `yield` its results, not return them."
NOT_AS_THEY_FINISH = "The results did not come in the order in which they finished."
LIST_ORDER = "The results came in the order of the list, not in the order in which they finished."
ALL_AT_THE_END = "All results came together at the end; each one should come when its own delay is over."
STARTED_EARLY = "The delays began at the call; they should begin when the first result is asked for."
STOOD_STILL = "Delays stood still while the caller was busy with a result; they should go on meanwhile."
HANDED_OUT_LATE = "With a busy caller, the results did not come out at the right times."
CLOSE_RAISED = {
    "BaseExceptionGroup": "Closing raised a group of exceptions: a TaskGroup does that when a `yield` stands in it.",
    "CancelledError": "Closing the generator raised the CancelledError of a task that it had cancelled itself.",
}
CLOSING_FAILED = "Closing the generator early raised an error; it should end quietly."
CLOSE_TOOK_TIME = "Closing the generator waited until the other delays were over; it should cancel them."
CLOSE_LEFT_RUNNING = "Delays were still running after the generator was closed: nobody cancelled them."
CLOSE_LEFT_CANCELLING = "The generator closed before the tasks that it cancelled had ended: wait for them."

NO_LIMIT = "All delays were waited for at the same time: nothing held them to the limit."
OVER_THE_LIMIT = "More delays than the limit allows were waited for at the same time."
ONE_AT_A_TIME = "Only one delay was waited for at a time, though the limit allows more."
WRONG_START_ORDER = "The delays did not start in the order of the list."
IDLE_SLOT = "A slot stood idle while a delay was waiting: start the next one as soon as any slot is free."
LEFT_WORKERS = "Tasks were still running after at_most had returned, and nobody had asked them to end."


def texts(delays):
    """The result of each delay."""
    return [f"Done after {delay}s" for delay in delays]


def draw(rng, count, *, distinct=False):
    """`count` delays in no order, in quarters of a second: 2, 0.25, 3.5, ..."""
    quarters = rng.sample(range(1, 81), count) if distinct else [rng.randint(1, 24) for _ in range(count)]
    return [number // 4 if number % 4 == 0 else number / 4 for number in quarters]


def check_kind(seen):
    """Results, not what will give them later."""
    if seen.value is None:
        pytest.fail(NOTHING_RETURNED)
    items = seen.value if isinstance(seen.value, list | tuple | set) else [seen.value]
    if any(isinstance(item, Opaque) for item in items):
        pytest.fail(NOT_AWAITED_YET)


def check_time(seen, expected):
    """How long it took, with the coroutine that nobody awaited as the cause where there is one."""
    if seen.sightings.unawaited:
        assert seen.elapsed == expected, NEVER_AWAITED
    assert seen.elapsed == expected


def check_not_blocked(seen, expected):
    """Where a call blocked the loop, the time that this cost is the first thing to say."""
    if seen.sightings.blockings:
        assert seen.elapsed == expected


def check_results(seen, expected, shuffled):
    """The `expected` results; `shuffled` is said where they came in another order."""
    if isinstance(seen.value, list):
        given, wanted = Counter(map(str, seen.value)), Counter(expected)
        if given == wanted:
            assert seen.value == expected, shuffled
        if given < wanted and given.keys() == wanted.keys():
            assert seen.value == expected, SOME_MISSING
    assert seen.value == expected


def check_waits(waits, delays):
    """Each of the delays, none of them 0, was waited for."""
    waited = [seconds for _, seconds in waits]
    if Counter(delays) - Counter(waited):
        assert sorted(waited) == sorted(delays), NO_WAIT_OF_ITS_OWN


def most_at_once(waits):
    """The highest number of waits at one moment."""
    changes = [(start, 1) for start, _ in waits] + [(start + seconds, -1) for start, seconds in waits]
    return max(accumulate(change for _, change in sorted(changes)), default=0)


# Task 1


@pytest.mark.task(1)
@pytest.mark.parametrize(
    "delays",
    [[1, 2, 4], [3, 3, 3], [2.5], [0.5, 0, 0.25]],
    ids=["1-2-4", "equal", "one", "short"],
)
def test_takes_the_longest_delay_not_the_sum(run_all, delays):
    """All delays pass at the same time, and each gives its result."""
    seen = run_all(delays)
    check_kind(seen)
    if seen.elapsed == sum(delays) and not seen.sightings.blockings:
        assert seen.elapsed == max(delays), IN_TURN
    check_time(seen, max(delays))
    check_results(seen, texts(delays), ANOTHER_ORDER)


@pytest.mark.task(1)
@pytest.mark.parametrize("delays", [[], [0, 0, 0]], ids=["none", "zeros"])
def test_no_wait_takes_no_time(run_all, delays):
    """Without a delay there is nothing to wait for: an empty list gives an empty list."""
    seen = run_all(delays)
    check_kind(seen)
    check_time(seen, 0)
    check_results(seen, texts(delays), ANOTHER_ORDER)


@pytest.mark.task(1)
def test_results_are_in_the_order_of_the_list(run_all, rng):
    """The order of the results is that of the list, however many there are, and whichever is over first."""
    delays = draw(rng, 60, distinct=True)
    seen = run_all(delays)
    check_time(seen, max(delays))
    check_results(seen, texts(delays), ANOTHER_ORDER)


@pytest.mark.task(1)
def test_every_delay_is_waited_for(waits_of_run_all, rng):
    """At the start, all delays are being waited for."""
    delays = draw(rng, 6)
    seen = waits_of_run_all(delays)
    check_not_blocked(seen, max(delays))
    waits = seen.value
    check_waits(waits, delays)
    assert most_at_once(waits) == len(delays), NOT_ALL_TOGETHER


# Task 2


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "delays", [[4, 1, 2], [1, 2, 4], [4, 2.5, 2], [2, 0, 1]], ids=["middle", "first", "last", "zero"]
)
def test_gives_the_first_result_when_it_is_there(first_done, delays):
    """The shortest delay wins, wherever it stands; its result comes at once."""
    check_first(first_done, delays)


@pytest.mark.task(2)
def test_gives_the_first_of_many(first_done, rng):
    """The shortest of many delays wins."""
    check_first(first_done, [*draw(rng, 25), 0.125, *draw(rng, 25)])


def check_first(first_done, delays):
    """The result of the shortest delay, at its time."""
    seen = check_no_cancelled_error(first_done, delays)
    expected = texts([min(delays)])[0]
    check_kind(seen)
    if seen.value == texts(delays)[0] and delays[0] != min(delays):
        assert seen.value == expected, FIRST_OF_THE_LIST
    if seen.elapsed == max(delays) != min(delays) and not seen.sightings.blockings:
        assert seen.elapsed == min(delays), WAITED_FOR_ALL
    check_time(seen, min(delays))
    assert seen.value == expected


def check_no_cancelled_error(scenario, delays):
    """What the scenario saw; its error is raised as any other, but for the one that has a message of its own."""
    seen = scenario.observe(delays)
    if seen.error is None:
        return seen
    assert seen.error.type != "CancelledError", CANCELLED_ESCAPES
    return scenario(delays)


@pytest.mark.task(2)
@pytest.mark.parametrize("delays", [[3], [2, 2, 2]], ids=["one", "equal"])
def test_nobody_is_left_to_cancel(first_done, left_by_first_done, delays):
    """It works just as well where there are no others, or where all are over at the same moment."""
    seen = first_done(delays)
    check_kind(seen)
    check_time(seen, delays[0])
    assert seen.value == texts(delays)[0]
    check_nothing_left(left_by_first_done(delays).value)


@pytest.mark.task(2)
def test_all_are_started(waits_of_first_done, rng):
    """Every delay takes part in the race from the start."""
    delays = draw(rng, 6, distinct=True)
    seen = check_no_cancelled_error(waits_of_first_done, delays)
    check_not_blocked(seen, min(delays))
    assert most_at_once(seen.value) == len(delays), NOT_ALL_STARTED


@pytest.mark.task(2)
@pytest.mark.parametrize("delays", [[4, 1, 2], [0, 3]], ids=["three", "zero"])
def test_the_others_have_ended(left_by_first_done, delays):
    """On return the others have been cancelled, and have ended."""
    check_nothing_left(check_no_cancelled_error(left_by_first_done, delays).value)


def check_nothing_left(left):
    """No other task when `first_done` returned."""
    if "running" in left:
        assert left == [], LEFT_RUNNING
    assert left == [], LEFT_CANCELLING


# Task 3


@pytest.mark.task(3)
def test_is_an_async_generator(what_as_they_finish_gives):
    """It hands out its results one by one, to `async for` and `anext`."""
    assert what_as_they_finish_gives().value == "async iterator", NO_GENERATOR


@pytest.mark.task(3)
@pytest.mark.parametrize("delays", [[4, 1, 2], [1, 2, 4], [3]], ids=["4-1-2", "1-2-4", "one"])
def test_results_come_as_they_finish(as_they_finish, times_of_as_they_finish, delays):
    """Each result comes at the moment when its delay is over."""
    check_all_given(as_they_finish(delays), delays)
    check_times(times_of_as_they_finish(delays), delays)


def check_times(seen, delays):
    """Each result at its own time."""
    expected = sorted(delays)
    if not seen.sightings.blockings:
        if set(seen.value) == {expected[-1]}:
            assert seen.value == expected, ALL_AT_THE_END
        if seen.value == list(accumulate(expected)):
            assert seen.value == expected, IN_TURN
    check_time(seen, expected[-1])
    assert seen.value == expected


@pytest.mark.task(3)
def test_no_result_without_a_delay(as_they_finish):
    """An empty list gives nothing, at once."""
    seen = as_they_finish([])
    assert seen.elapsed == 0
    assert seen.value == []


@pytest.mark.task(3)
@pytest.mark.parametrize("delays", [[3, 1, 3, 1], [1, 0, 2, 0]], ids=["pairs", "zeros"])
def test_equal_delays_each_give_a_result(as_they_finish, times_of_as_they_finish, delays):
    """Delays that are over at the same moment all give their result, at that moment."""
    check_all_given(as_they_finish(delays), delays)
    check_times(times_of_as_they_finish(delays), delays)


def check_all_given(seen, delays):
    """A result for each delay, in the order of finishing."""
    check_not_blocked(seen, max(delays))
    check_kind(seen)
    in_list_order = seen.value == texts(delays)
    check_results(seen, texts(sorted(delays)), LIST_ORDER if in_list_order else NOT_AS_THEY_FINISH)


@pytest.mark.task(3)
def test_many_results_come_as_they_finish(as_they_finish, times_of_as_they_finish, rng):
    """Forty delays, and each result still comes at its own time."""
    delays = draw(rng, 40)
    check_all_given(as_they_finish(delays), delays)
    check_times(times_of_as_they_finish(delays), delays)


@pytest.mark.task(3)
def test_delays_start_with_the_first_anext(before_the_first_anext):
    """Calling as_they_finish starts nothing; asking for the first result does."""
    assert before_the_first_anext([2, 1]).value == {"tasks": 0, "waits": 0}, STARTED_EARLY


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("delays", "busy"),
    [([1, 2, 4], 2.25), ([8, 2, 1], 0.75)],
    ids=["slow", "quick"],
)
def test_delays_go_on_while_the_caller_is_busy(with_a_busy_caller, delays, busy):
    """What is over while the caller is busy is there at once when the caller asks again."""
    seen = with_a_busy_caller(delays, busy).value
    begun_late = [seconds for start, seconds in seen["waits"] if start > 0]
    assert begun_late == [], STOOD_STILL
    assert seen["times"] == handed_out(delays, busy), HANDED_OUT_LATE


def handed_out(delays, busy):
    """When each result reaches a caller who is busy for `busy` seconds after each."""
    times = []
    for delay in sorted(delays):
        times.append(max(delay, times[-1] + busy) if times else delay)
    return times


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("delays", "taken"), [([4, 1, 2], 1), ([1, 2, 4, 8], 2), ([2, 1], 2)], ids=["one", "two", "all"]
)
def test_closed_early_it_cancels_the_rest(closed_early, delays, taken):
    """A caller who has seen enough leaves nothing behind, and need not wait."""
    seen = closed_early(delays, taken).value
    if "running" in seen["left"]:
        assert seen["left"] == [], CLOSE_LEFT_RUNNING
    assert seen["left"] == [], CLOSE_LEFT_CANCELLING
    assert seen["seconds"] == 0, CLOSE_TOOK_TIME
    assert seen["raised"] is None, CLOSE_RAISED.get(seen["raised"], CLOSING_FAILED)


# Task 4


SCHEDULES = pytest.mark.parametrize(
    ("limit", "delays"),
    [
        (2, [4, 1.125, 1.5, 0.5, 2, 3]),
        (3, [5, 1, 2, 4, 3, 0.5, 1.5]),
        (1, [1, 2, 4]),
        (5, [2, 3, 1]),
    ],
    ids=["2 of 6", "3 of 7", "1 of 3", "5 of 3"],
)


def schedule(limit, delays):
    """(when each delay starts, when the last is over) if every free slot takes the next delay at once."""
    free_from = [0] * limit
    starts = [heapreplace(free_from, free_from[0] + delay) for delay in delays]
    return starts, max(free_from)


def starts_of(waits, delays):
    """When each delay started; among equal ones the first of the list is taken to be the first."""
    found = defaultdict(list)
    for start, seconds in sorted(waits, reverse=True):
        found[seconds].append(start)
    return [found[delay].pop() for delay in delays]


def check_schedule(waits, limit, delays):
    """Within the limit, in order, and as soon as there is a free slot."""
    check_waits(waits, delays)
    most = most_at_once(waits)
    if most == len(delays) > limit + 1:
        assert most <= limit, NO_LIMIT
    assert most <= limit, OVER_THE_LIMIT
    if limit > 1:
        assert most > 1, ONE_AT_A_TIME
    as_started = sorted(waits)
    without_idling, _ = schedule(limit, [seconds for _, seconds in as_started])
    assert [start for start, _ in as_started] == without_idling, IDLE_SLOT
    assert starts_of(waits, delays) == schedule(limit, delays)[0], WRONG_START_ORDER


@pytest.mark.task(4)
@SCHEDULES
def test_a_free_slot_takes_the_next_delay(at_most, waits_of_at_most, limit, delays):
    """Never more than the limit at once, never an idle slot, and every result in its place."""
    check_at_most(at_most, waits_of_at_most, limit, delays)


def check_at_most(at_most, waits_of_at_most, limit, delays):
    """When the delays started, when the last was over, and the results."""
    seen, waits = at_most(limit, delays), waits_of_at_most(limit, delays)
    check_kind(seen)
    if not waits.sightings.blockings:
        check_schedule(waits.value, limit, delays)
    check_time(waits, schedule(limit, delays)[1])
    check_results(seen, texts(delays), ANOTHER_ORDER)


@pytest.mark.task(4)
def test_any_delays_and_any_limit(at_most, waits_of_at_most, rng):
    """The same for delays that nobody has seen before."""
    limit = rng.randint(2, 7)
    check_at_most(at_most, waits_of_at_most, limit, draw(rng, 16))


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("limit", "delays"),
    [(3, []), (2, [1, 0, 2, 0, 0, 1])],
    ids=["none", "some zeros"],
)
def test_delays_of_zero_and_no_delays(at_most, limit, delays):
    """A delay of 0 takes no time, and an empty list gives an empty list."""
    seen = at_most(limit, delays)
    check_time(seen, schedule(limit, delays)[1])
    check_results(seen, texts(delays), ANOTHER_ORDER)


@pytest.mark.task(4)
def test_many_delays_in_ten_slots(at_most, waits_of_at_most, rng):
    """Forty delays go through ten slots, and no slot is ever idle."""
    check_at_most(at_most, waits_of_at_most, 10, draw(rng, 40))


@pytest.mark.task(4)
def test_nobody_goes_on_working(left_by_at_most):
    """Whoever worked through the delays has ended, or has at least been asked to."""
    left = left_by_at_most(2, [2, 1, 1]).value
    assert left.count("running") == 0, LEFT_WORKERS
