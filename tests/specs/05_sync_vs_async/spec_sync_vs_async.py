"""Judges `sync_vs_async.py`: waits in turn take their sum, together the longest of them, and a clock says so.

All delays are multiples of an eighth of a second. How long a call took is exact; what a program measured is compared
with some tolerance, since differences of floats are.
"""

from __future__ import annotations

import pytest

from grader.observation import Opaque

NOTHING_RETURNED = "Gave None: hand the measured seconds back with `return`."
NOT_AWAITED = "A coroutine was made and never awaited, so that nothing waited for its delay."
IN_TURN = "The delays passed one after the other; all of them should pass at the same time."
TOGETHER = "The delays passed at the same time; they should pass one after the other."
NOT_ALL_TOGETHER = "Not all the delays passed at the same time."
ONE_ONLY = "It ended after one of the delays: all of them are to be waited for."
NO_WAIT = "It did not wait at all."
ONE_WAIT = "It waited only once, for all delays in one: each of them needs a wait of its own."
ONE_WAIT_FOR_EQUALS = "Delays that are equal shared one wait: each of them needs a wait of its own."
STOOD_STILL = "Other tasks stood still while it waited: `await` something in place of blocking the loop."
NOT_MEASURED = "It took longer than the delays say, and that did not show: read a clock before and after."
STANDS_STILL = "It measured nothing: read a clock before and after, one that does not stand still meanwhile."
WRONG_START = "The seconds do not count from the call: read the clock when the call begins."
MIXED_UP = "Two calls at the same time mixed up their seconds: each needs a start of its own."


def about(seconds):
    """The seconds as a clock in floats may give them."""
    return pytest.approx(seconds, abs=1e-4)


def because(*mistakes):
    """Fail with the headline of the first mistake that shows; each is (shows, headline)."""
    for shows, headline in mistakes:
        if shows:
            pytest.fail(headline)


def draw(rng, count):
    """`count` delays in eighths of a second, in no order; 2, 0.25, 3.5, ..."""
    eighths = [rng.randint(1, 40) for _ in range(count)]
    return [number // 8 if number % 8 == 0 else number / 8 for number in eighths]


def draw_whole(rng, count):
    """`count` delays in whole seconds, up to 5."""
    return [rng.randint(1, 5) for _ in range(count)]


def check_took(seen, delays, expected):
    """How long it took, and the usual reasons why it took something else."""
    took, longest, total = seen.elapsed, max(delays, default=0), sum(delays)
    if not (expected == longest and seen.sightings.blockings):
        because(
            (seen.sightings.unawaited and took != expected, NOT_AWAITED),
            (took == total != expected, IN_TURN),
            (took == longest != expected and took != delays[0], TOGETHER),
            (took == 0 != expected, NO_WAIT),
            (took < longest and took in delays, ONE_ONLY),
            (expected == longest < took < total, NOT_ALL_TOGETHER),
        )
    assert seen.elapsed == expected
    because((seen.sightings.unawaited, "A coroutine was made and never awaited."))


def check_seconds(seconds, expected):
    """A number of seconds, as measured."""
    because(
        (seconds is None, NOTHING_RETURNED),
        (isinstance(seconds, list | tuple), "Gave more than one thing: only the seconds are asked for."),
        (not isinstance(seconds, int | float), "Gave no number: the measured seconds are asked for."),
    )
    off = seconds != about(expected)
    because(
        (off and expected > 0 and abs(seconds) < 0.05, STANDS_STILL),
        (off and seconds < 0 and -seconds == about(expected), "Below 0: take the start from the end."),
        (off and seconds == about(1000 * expected), "It gave milliseconds; seconds are asked for."),
        (off and seconds > 10_000, "It gave a moment, not a duration: take the start from the end."),
        (off and seconds == round(expected), "The seconds were rounded: give them as they were measured."),
    )


def check_run(run, delays, expected):
    """How long it took, and that it says so."""
    seen = run(delays)
    because((isinstance(seen.value, Opaque) and seen.value.type == "coroutine", ASYNC))
    check_took(seen, delays, expected)
    check_seconds(seen.value, expected)
    overlap = "It added up waits that overlap: read the clock once before all of them, and once after."
    off, last = seen.value != about(expected), delays[-1:] == [seen.value]
    because(
        (off and seen.value == about(sum(delays)), overlap),
        (off and last, "It measured the last delay only: read the clock before the first one."),
    )
    assert seen.value == about(expected)


ASYNC = "Gave a coroutine: run_sync is an ordinary function, without `async`."
DELAYS = pytest.mark.parametrize(
    "delays",
    [[1, 2, 4], [1, 1, 1, 1, 1], [4, 1.5], [2.5], [0.5, 0, 0.25], [3600, 1]],
    ids=["1-2-4", "five", "4-1.5", "one", "short", "hour"],
)
NOTHING = pytest.mark.parametrize("delays", [[], [0], [0, 0, 0]], ids=["none", "zero", "zeros"])


def check_measured(value):
    """The seconds that really passed."""
    assert value["value"] == about(value["took"]), NOT_MEASURED


# Task 1


@pytest.mark.task(1)
@DELAYS
def test_waits_one_after_the_other(run_sync, delays):
    """It takes the sum of the delays, and says so."""
    check_run(run_sync, delays, sum(delays))


@pytest.mark.task(1)
@NOTHING
def test_no_delay_takes_no_time(run_sync, delays):
    """Without a delay there is nothing to wait for."""
    check_run(run_sync, [1, 2, 4], 7)
    check_run(run_sync, delays, 0)


@pytest.mark.task(1)
def test_any_delays(run_sync, rng):
    """Whatever the delays are, and however many."""
    for count in (3, 12, 100):
        delays = draw(rng, count)
        check_run(run_sync, delays, sum(delays))


@pytest.mark.task(1)
def test_each_delay_has_a_wait_of_its_own(run_sync, run_sync_when_late, rng):
    """One call of time.sleep for each delay."""
    delays = draw(rng, 5)
    check_run(run_sync, delays, sum(delays))
    assert run_sync_when_late(delays, 0).value["waits"] != [sum(delays)], ONE_WAIT


@pytest.mark.task(1)
def test_the_seconds_are_measured(run_sync, run_sync_when_late, rng):
    """Where a sleep takes longer than it should, that shows."""
    delays = draw(rng, 4)
    check_run(run_sync, delays, sum(delays))
    check_measured(run_sync_when_late(delays, 0.5).value)


@pytest.mark.task(1)
def test_each_call_measures_anew(run_sync, run_sync_again, rng):
    """What was before a call does not count."""
    first, second = draw(rng, 3), draw(rng, 4)
    check_run(run_sync, first, sum(first))
    assert run_sync_again(7, first, second).value == about([sum(first), sum(second)]), WRONG_START


@pytest.mark.task(1)
def test_may_be_called_by_a_coroutine(run_sync, run_sync_in_a_loop, rng):
    """An ordinary function needs no loop, and does not mind one; everything else just stands still."""
    delays = draw(rng, 3)
    check_run(run_sync, delays, sum(delays))
    assert run_sync_in_a_loop(delays).value == about(sum(delays))


# Task 2


@pytest.mark.task(2)
@DELAYS
def test_awaits_one_after_the_other(run_in_turn, delays):
    """It takes the sum of the delays, and says so."""
    check_run(run_in_turn, delays, sum(delays))


@pytest.mark.task(2)
@NOTHING
def test_no_delay_takes_no_time_in_turn(run_in_turn, delays):
    """Without a delay there is nothing to wait for."""
    check_run(run_in_turn, [1, 2, 4], 7)
    check_run(run_in_turn, delays, 0)


@pytest.mark.task(2)
def test_any_delays_in_turn(run_in_turn, rng):
    """Whatever the delays are, and however many."""
    for count in (3, 12, 100):
        delays = draw(rng, count)
        check_run(run_in_turn, delays, sum(delays))


@pytest.mark.task(2)
def test_other_tasks_go_on_meanwhile(run_in_turn, company, rng):
    """The loop serves others while it waits."""
    delays = [*draw_whole(rng, 3), 2.5]
    check_run(run_in_turn, delays, sum(delays))
    check_company(company("run_in_turn", delays, 1))


def check_company(seen):
    """Another task had its turn on time, once a second, until the call was over, half a second after a turn."""
    looks, took = seen.value["looks"], seen.value["took"]
    assert looks == about([*range(1, int(took) + 1)]), STOOD_STILL


@pytest.mark.task(2)
def test_each_delay_is_awaited_by_itself(run_in_turn, waits, rng):
    """One coroutine for each delay."""
    delays = draw(rng, 5)
    check_run(run_in_turn, delays, sum(delays))
    assert waits("run_in_turn", delays).value != [sum(delays)], ONE_WAIT


MEASURED = pytest.mark.parametrize(("after", "seconds"), [(0.5, 2.25), (1.75, 9.5)], ids=["early", "late"])


@pytest.mark.task(2)
@MEASURED
def test_the_seconds_in_turn_are_measured(run_in_turn, held_up, after, seconds):
    """A loop that another task holds up shows in the number."""
    check_run(run_in_turn, [1, 1, 1], 3)
    check_measured(held_up("run_in_turn", [1, 1, 1], after, seconds).value)


@pytest.mark.task(2)
def test_each_call_in_turn_measures_anew(run_in_turn, again, both_at_once, rng):
    """What was before a call does not count, nor what is beside it."""
    first, second = draw(rng, 3), draw(rng, 4)
    check_run(run_in_turn, first, sum(first))
    check_anew("run_in_turn", again, both_at_once, first, second, sum)


def check_anew(function, again, both_at_once, first, second, expected):
    """Two calls, one after the other and then at the same time, with the `expected` seconds of each list."""
    both = [expected(first), expected(second)]
    assert again(function, 7, first, second).value == about(both), WRONG_START
    assert both_at_once(function, first, second).value == about(both), MIXED_UP


# Task 3


@pytest.mark.task(3)
@DELAYS
def test_waits_for_all_at_the_same_time(run_together, delays):
    """It takes the longest of the delays, and says so."""
    check_run(run_together, delays, max(delays))


@pytest.mark.task(3)
@NOTHING
def test_no_delay_takes_no_time_together(run_together, delays):
    """An empty list gives 0, and so do delays of 0."""
    check_run(run_together, [1, 2], 2)
    error = run_together.observe(delays).error
    because(
        (
            error and error.type == "ValueError",
            "With nothing to wait for it failed: an empty list takes 0 seconds.",
        )
    )
    check_run(run_together, delays, 0)


@pytest.mark.task(3)
def test_any_delays_together(run_together, rng):
    """Whatever the delays are, and however many."""
    for count in (3, 12, 100):
        delays = [*draw(rng, count), 6]  # the longest is the last
        check_run(run_together, delays, max(delays))


@pytest.mark.task(3)
def test_each_delay_is_waited_for(run_together, waits, rng):
    """One coroutine for each delay."""
    delays = draw(rng, 5)
    check_run(run_together, delays, max(delays))
    assert waits("run_together", delays).value != [max(delays)], ONE_WAIT
    assert waits("run_together", [2, 2, 2]).value != [2], ONE_WAIT_FOR_EQUALS


@pytest.mark.task(3)
@MEASURED
def test_the_seconds_together_are_measured(run_together, held_up, after, seconds):
    """A loop that another task holds up shows in the number."""
    check_run(run_together, [1, 2], 2)
    check_measured(held_up("run_together", [1, 2], after, seconds).value)


@pytest.mark.task(3)
def test_other_tasks_go_on_meanwhile_together(run_together, company, rng):
    """The loop serves others while it waits."""
    delays = [*draw_whole(rng, 3), 5.5]
    check_run(run_together, delays, max(delays))
    check_company(company("run_together", delays, 1))


@pytest.mark.task(3)
def test_each_call_together_measures_anew(run_together, again, both_at_once, rng):
    """What was before a call does not count, nor what is beside it."""
    first, second = draw(rng, 3), draw(rng, 4)
    check_run(run_together, first, max(first))
    check_anew("run_together", again, both_at_once, first, second, max)


# Task 4


def check_pair(seen, result, seconds, took):
    """The result, and the seconds from the call on."""
    value = seen.value
    because(
        (seen.sightings.unawaited, "The coroutine that was handed over was never awaited."),
        (value is None, "Gave None: hand back the pair of the result and the seconds."),
        (isinstance(value, list), "Gave a list; a tuple of two is asked for: (result, seconds)."),
        (not isinstance(value, tuple) or len(value) != 2, "Gave no pair: (result, seconds) is asked for."),
    )
    swapped = value[1] == result and value[0] == about(seconds)
    because(
        (swapped and result != about(seconds), "The two were swapped: the result comes first."),
        (value[0] != result, "The first element is not the result: `await` gives that."),
        (seen.elapsed > took, "It came back later than the awaitable was over: `await` comes back at once."),
    )
    check_seconds(value[1], seconds)
    assert value[1] == about(seconds)


def check_coroutine(elapsed_of_coroutine, before, delay, result):
    """The plain case: a coroutine, after `before` seconds."""
    check_pair(elapsed_of_coroutine(before, delay, result), result, delay, before + delay)


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("delay", "result"),
    [(3, "tea"), (0.5, 42), (0, "at once"), (2, None), (1, [1, 2]), (1, ("a", 5))],
    ids=["text", "number", "no_time", "none", "list", "tuple"],
)
def test_gives_the_result_and_the_seconds_of_a_coroutine(elapsed_of_coroutine, delay, result):
    """Whatever the coroutine returns is the result."""
    check_coroutine(elapsed_of_coroutine, 0, delay, result)


@pytest.mark.task(4)
def test_gives_any_result_and_any_seconds(elapsed_of_coroutine, rng):
    """Whatever it returns, however long it takes, whenever it is called."""
    for before in (0, 7):
        [delay], result = draw(rng, 1), rng.randint(100, 999)
        seen = elapsed_of_coroutine(before, delay, result)
        because((before and seen.value == (result, about(before + delay)), WRONG_START))
        check_pair(seen, result, delay, before + delay)


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("ago", "delay"), [(0, 3), (2, 5), (4, 4.5), (3, 1)], ids=["just_begun", "begun", "nearly_over", "over"]
)
def test_counts_from_the_call_for_a_task(elapsed_of_coroutine, elapsed_of_task, ago, delay):
    """For a task that was begun earlier, only what is left counts: nothing if it is over."""
    check_coroutine(elapsed_of_coroutine, 0, 3, "tea")
    error = elapsed_of_task.observe(ago, delay, "bread").error
    tasks_too = "It worked for a coroutine and failed for a task: `await` takes both."
    because((error and error.type in ("TypeError", "ValueError", "AttributeError"), tasks_too))
    seen = elapsed_of_task(ago, delay, "bread")
    since_begun = "The seconds count from the beginning of the task, where they should count from the call."
    because((ago and delay > ago and seen.value == ("bread", about(delay)), since_begun))
    check_pair(seen, "bread", max(delay - ago, 0), max(delay, ago))


@pytest.mark.task(4)
@pytest.mark.parametrize("kind", ["coroutine", "task"])
def test_an_exception_passes_through(elapsed_of_coroutine, elapsed_of_failing, kind, rng):
    """The caller gets the very exception that the awaitable raised."""
    check_coroutine(elapsed_of_coroutine, 0, 3, "tea")
    text = f"trouble {rng.randint(1, 999)}"
    seen = elapsed_of_failing(kind, 2, text).value
    because(
        (seen["raised"] is None, "The awaitable raised an exception, and elapsed swallowed it."),
        (
            str(seen["raised"]).endswith("ExceptionGroup"),
            "The exception came out inside a group: it should come as it was.",
        ),
    )
    assert [seen["raised"], seen["text"]] == ["Trouble", text], (
        "Another exception came out than the awaitable raised."
    )
    assert seen["same"], "Another exception came out than the awaitable raised."


@pytest.mark.task(4)
def test_a_cancelled_task_passes_through(elapsed_of_coroutine, elapsed_of_cancelled):
    """Who awaits a cancelled task gets its CancelledError."""
    check_coroutine(elapsed_of_coroutine, 0, 3, "tea")
    assert elapsed_of_cancelled(1).value == "CancelledError", (
        "The CancelledError of a cancelled task did not come out."
    )


@pytest.mark.task(4)
def test_an_exception_may_be_a_result(elapsed_of_coroutine, elapsed_of_returned_error, rng):
    """An exception that is returned, not raised, is a result like any other."""
    check_coroutine(elapsed_of_coroutine, 0, 3, "tea")
    text = f"spare {rng.randint(1, 999)}"
    seen = elapsed_of_returned_error.observe(1, text)
    because(
        (seen.error and seen.error.message == text, "It raised an exception that was only returned to it.")
    )
    assert elapsed_of_returned_error(1, text).value == [f"ValueError: {text}", about(1)]


@pytest.mark.task(4)
@MEASURED
def test_the_seconds_of_elapsed_are_measured(elapsed_of_coroutine, elapsed_held_up, after, seconds):
    """A loop that another task holds up shows in the number."""
    check_coroutine(elapsed_of_coroutine, 0, 3, "tea")
    check_measured(elapsed_held_up(2, after, seconds).value)


@pytest.mark.task(4)
def test_other_tasks_go_on_during_elapsed(elapsed_of_coroutine, elapsed_in_company):
    """The loop serves others while it waits."""
    check_coroutine(elapsed_of_coroutine, 0, 3, "tea")
    check_company(elapsed_in_company(3.5, 1))


@pytest.mark.task(4)
def test_two_at_once_keep_apart(elapsed_of_coroutine, two_elapsed):
    """Each call has a start of its own."""
    check_coroutine(elapsed_of_coroutine, 0, 3, "tea")
    for one, other in ([5, 1], [2, 3]):
        assert two_elapsed(one, other).value == [("one", about(one)), ("other", about(other))], MIXED_UP


@pytest.mark.task(4)
def test_elapsed_of_elapsed(elapsed_of_coroutine, elapsed_of_elapsed):
    """What elapsed gives is a coroutine, too."""
    check_coroutine(elapsed_of_coroutine, 0, 3, "tea")
    assert elapsed_of_elapsed(2).value == ["done", about(2), about(2)]
