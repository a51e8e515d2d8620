"""Judges `multicore.py`, in real time: where calls were at work, which of them at the same moment, and what came back.

Nothing here depends on how long something took. Where a moment counts, it is one until which calls stay at work,
and no right answer can be over before.
"""

from __future__ import annotations

import pytest

from grader.observation import Opaque

NOTHING_RETURNED = "Gave None: hand the results back with `return`."
AWAITABLE = "Gave something that is still to be awaited, in place of the results."
AS_THEY_FINISH = "The results came in the order in which they were ready. Give them in the order asked for."
NONE_DROPPED = "A result that is None was not given. Every result counts."
NOT_ALL_CALLED = "Not every call was made once, or not every result was given."
NOT_ALL_GIVEN = "A long result did not come back whole."

AT_HOME = (
    "The calls were made in the process of the event loop. One process uses one core: hand them to others."
)
TOO_FEW = "Fewer than `workers` calls were at work at the same moment, though enough were waiting."
TOO_MANY = "More than `workers` calls were at work at the same moment."
SAME_PROCESS = "Calls that were at work at the same moment shared one process. Each needs another one."
STOPPED_THE_LOOP = "The event loop stood still while the other processes were at work."
SWALLOWED = "A call raised an exception, and spread raised none."
ANOTHER_ERROR = "Not the exception that the call raised came out of spread."
IN_A_GROUP = "The exception came out wrapped in an ExceptionGroup. Let it come out by itself."
LEFT = "When spread was over, processes of its pool were still there."
LEFT_AFTER_ERROR = "When an exception had come out of spread, processes of its pool were still there."

BATCH_AT_HOME = "The batches were run in the process of the caller. Each needs a process of its own."
NOT_ALL_AT_ONCE = "The batches were not all at work at the same time."
NOT_ALONE = "A process ran two batches. Each batch needs a process of its own."
BATCH_SWALLOWED = "A batch raised an exception, and run_in_processes raised none."
ANOTHER_BATCH_ERROR = "Not the exception that the batch raised came out of run_in_processes."
TOO_EARLY = "The exception came out while other batches were still at work, or had been stopped."
BATCH_LEFT = "When run_in_processes had returned, processes were left behind for good."


def check_results(value, expected):
    """All results, in order, whatever they are."""
    if value is None:
        pytest.fail(NOTHING_RETURNED)
    if isinstance(value, Opaque) and any(word in value.text for word in ("coroutine", "Future", "Task")):
        pytest.fail(AWAITABLE)
    if isinstance(value, list) and value != expected:
        if sorted(map(repr, value)) == sorted(map(repr, expected)):
            assert value == expected, AS_THEY_FINISH
        if value == [each for each in expected if each is not None]:
            pytest.fail(NONE_DROPPED)
    assert value == expected


# Task 1


def check_calls(value, calls):
    """Every call was made once, in another process than the loop's, and never two at a time in one."""
    if value["places"] is None:
        pytest.fail(NOTHING_RETURNED)
    if isinstance(value["places"], Opaque):
        pytest.fail(AWAITABLE)
    assert sorted(value["places"]) == list(range(calls)), NOT_ALL_CALLED
    assert value["at home"] is False, AT_HOME
    assert value["most in one process"] == 1, SAME_PROCESS


@pytest.mark.task(1)
def test_results_in_order(spread, rng):
    """Equal inputs, and such that are lists, are inputs like others; None is a result like others."""
    inputs = [[rng.randint(1, 99) for _ in range(size)] for size in (2, 3, 0, 4)]
    inputs.append(inputs[0])
    seen = spread(inputs, 2)
    check_results(seen.value, [each[::-1] or None for each in inputs])


@pytest.mark.task(1)
def test_long_results(long_results, rng):
    """A result may be longer than a pipe is wide."""
    letters = rng.sample("abcdefgh", 2)
    seen = long_results(letters, 2)
    expected = [[letter, 300_000] for letter in letters]
    if seen.value == expected[::-1]:
        assert seen.value == expected, AS_THEY_FINISH
    assert seen.value == expected, NOT_ALL_GIVEN


@pytest.mark.task(1)
@pytest.mark.parametrize(("count", "workers"), [(5, 2), (2, 1)])
def test_never_more_calls_than_workers(crowd, count, workers):
    """However many inputs there are, no more than `workers` of them are at work at one moment."""
    seen = crowd(count, workers)
    check_calls(seen.value, count)
    if seen.value["most"] > workers:
        pytest.fail(TOO_MANY)


@pytest.mark.task(1)
def test_as_many_calls_as_workers(busy):
    """With `workers` inputs, all the calls are at work at one moment, each in another process."""
    seen = busy(3)
    check_calls(seen.value, 3)
    if seen.value["most"] < 3:
        pytest.fail(TOO_FEW)


@pytest.mark.task(1)
def test_not_as_they_finish(busy):
    """The first input needs longest, and its result comes first all the same."""
    seen = busy(3)
    check_calls(seen.value, 3)
    assert seen.value["places"] == [0, 1, 2], AS_THEY_FINISH


@pytest.mark.task(1)
def test_the_loop_keeps_beating(busy):
    """While the calls are at work, a coroutine beside them has its turns."""
    seen = busy(3)
    check_calls(seen.value, 3)
    if seen.value["beats"] < 3:
        pytest.fail(STOPPED_THE_LOOP)


@pytest.mark.task(1)
def test_no_process_is_left(busy):
    """When spread returns, its processes have ended."""
    seen = busy(3)
    check_calls(seen.value, 3)
    assert seen.value["left"] == 0, LEFT


@pytest.mark.task(1)
@pytest.mark.parametrize("place", [0, 3], ids=["first", "last"])
def test_an_exception_comes_out(failing, rng, place):
    """What a call raises is raised, itself, and no process stays behind."""
    inputs = [rng.randint(1, 99) for _ in range(4)]
    inputs[place] *= -1
    seen = failing(inputs, 2)
    if seen.value["seen"][0] == "gave":
        pytest.fail(SWALLOWED)
    if seen.value["seen"][0] == "ExceptionGroup":
        pytest.fail(IN_A_GROUP)
    assert seen.value["seen"] == ["Mishap", ["no root of", inputs[place]]], ANOTHER_ERROR
    assert seen.value["left"] == 0, LEFT_AFTER_ERROR


@pytest.mark.task(1)
def test_can_be_called_again(one_spread_after_the_other, rng):
    """The second call does as the first, also with other workers; no inputs give no results."""
    first, second = ([[rng.randint(1, 99), rng.randint(1, 99)] for _ in range(2)] for _ in range(2))
    seen = one_spread_after_the_other([(first, 2), ([], 2), (second, 1)])
    assert seen.value == [[each[::-1] for each in inputs] for inputs in (first, [], second)]


# Task 2


def check_batches(value, count):
    """Every batch was run once, in another process than the caller's."""
    if value["places"] is None:
        pytest.fail(NOTHING_RETURNED)
    assert sorted(value["places"]) == list(range(count)), NOT_ALL_CALLED
    assert value["at home"] is False, BATCH_AT_HOME


@pytest.mark.task(2)
def test_results_of_batches_in_order(run_in_processes, rng):
    """Each batch is handed to main as it is; None is a result like others."""
    batches = [[rng.randint(1, 99) for _ in range(size)] for size in (3, 0)]
    seen = run_in_processes(batches)
    check_results(seen.value, [each[::-1] or None for each in batches])


@pytest.mark.task(2)
def test_long_results_of_batches(long_results_of_batches, rng):
    """A result may be longer than a pipe is wide."""
    letters = rng.sample("abcdefgh", 2)
    seen = long_results_of_batches(letters)
    expected = [[letter, 300_000] for letter in letters]
    if seen.value == expected[::-1]:
        assert seen.value == expected, AS_THEY_FINISH
    assert seen.value == expected, NOT_ALL_GIVEN


@pytest.mark.task(2)
def test_all_batches_at_the_same_time(busy_batches):
    """All batches are at work at one moment, each in another process."""
    seen = busy_batches(5)
    check_batches(seen.value, 5)
    if seen.value["most"] < 5:
        pytest.fail(NOT_ALL_AT_ONCE)
    assert seen.value["processes"] == 5, NOT_ALONE


@pytest.mark.task(2)
def test_batches_not_as_they_finish(busy_batches):
    """The first batch needs longest, and its result comes first all the same."""
    seen = busy_batches(5)
    check_batches(seen.value, 5)
    assert seen.value["places"] == [0, 1, 2, 3, 4], AS_THEY_FINISH


@pytest.mark.task(2)
def test_no_process_of_a_batch_is_left(busy_batches):
    """No process goes on for ever."""
    seen = busy_batches(5)
    check_batches(seen.value, 5)
    assert seen.value["left"] == 0, BATCH_LEFT


@pytest.mark.task(2)
def test_no_process_runs_two(batches_that_end_at_once):
    """Also when batches end at once, and their processes might take another."""
    seen = batches_that_end_at_once(9)
    check_batches(seen.value, 9)
    assert seen.value["processes"] == 9, NOT_ALONE


@pytest.mark.task(2)
def test_main_has_an_event_loop(batches_with_tasks, rng):
    """Main can create tasks, wait for them, and let them take turns."""
    batches = [rng.sample(range(100), 3) for _ in range(2)]
    seen = batches_with_tasks(batches)
    assert seen.value == [([2 * each for each in batch], batch[::-1], True) for batch in batches]


@pytest.mark.task(2)
@pytest.mark.parametrize("numbers", [[-1, 2], [1, -1]], ids=["first", "last"])
def test_an_exception_of_a_batch_comes_out(failing_batch, numbers):
    """It is raised, itself, once all the batches have ended."""
    seen = failing_batch(numbers, 0.3 if numbers[0] < 0 else 0)
    if seen.value["seen"][0] == "gave":
        pytest.fail(BATCH_SWALLOWED)
    assert seen.value["seen"] == ["Mishap", ["no root of", -1]], ANOTHER_BATCH_ERROR
    assert seen.value["all have ended"], TOO_EARLY
