"""Judges `own_loop.py`: an event loop whose time jumps, and which runs tasks in turn.

Of what happens at one instant only two orders are looked at: that of tasks which are ready (first in, first out),
and that of timers which are due (in the order in which they were set). Times are exact sums of eighths.
"""

from __future__ import annotations

from itertools import accumulate

import pytest

REALLY_WAITED = (
    "Real time passed. The loop should wait for nothing: it sets `now` to the time of the next timer."
)
ON_ASYNCIO = "An event loop of asyncio was running. Here the loop is to be your own."
IN_A_THREAD = "The coroutine ran in another thread. An event loop needs only one."
STARTS_AT_ZERO = "`now` did not start at 0.0."
WRONG_TIME = "`now` was not right: after `await sleep(delay)` it should be `delay` seconds later."
NEVER_RAN = "`run` did not run the main coroutine to its end."
NO_RESULT = "`run` gave None: it should return what the coroutine returns."
WRONG_RESULT = "`run` did not return what the coroutine returned."
NESTED = "Coroutines that await coroutines did not work as usual."
ORDINARY = "`async for` and `async with` did not work as usual around `sleep`."
MAIN_ERROR_LOST = "The main coroutine raised an error, and `run` did not raise it."
LOOPS_SHARE = "The second loop did not begin at 0.0 with a `now` of its own."

IN_TURN = "The tasks ran one after the other; while one sleeps, the others should go on."
WRONG_WAKE_UPS = "The tasks were not woken at the right times."
WRONG_RESULTS = "`await task` did not give what the task returned."
WHOSE_TURN = "Tasks that are ready did not take turns: first in, first out."
SPAWNED_TOO_EARLY = "`spawn` ran the task at once; it should only put it behind those that are ready."
TIMER_ORDER = "Timers that were due at the same instant did not ring in the order in which they were set."
BEFORE_RUN = "A task that was spawned before `run` did not go first."
NOT_ALL_WAITERS = (
    "Several coroutines awaited one task, and not each of them got its result when it was there."
)
FINISHED_AWAITED = "Awaiting a task that had finished did not give its result at once."
DONE = "`done()` was not right: it should be False until the task has ended, and True from then on."
UNFINISHED_RESULT = "`result()` of a task that has not finished should raise an exception."
LATE_RESULT = "`result()` of a finished task did not give what the task returned."
NO_TASK = "`spawn` did not give a Task."
AWAITED_ERROR = "The error of a task did not come out of `await task`."
STOPPED_BY_ERROR = (
    "The error of a task came out of the loop and stopped it; it is for those who await the task."
)
NEVER_WOKEN = "A coroutine that awaited a task was not woken, though the task had ended."
RESULT_ERROR = "`result()` of a failed task did not raise its error."

NO_LIST = "`gather` did not give a list."
NOT_TOGETHER = "`gather` did not start all of its coroutines at the same time."
GATHER_ORDER = "The results of `gather` are not in the order of its arguments."
GATHER_RESULTS = "`gather` did not give what its coroutines returned."
GATHER_TIME = "`gather` did not end together with the last of its coroutines."
NO_FAILURE = "A coroutine in `gather` failed, and `gather` did not raise its error."

NOT_THROWN = "`Cancelled` was not thrown into the cancelled task: its `except Cancelled` did not run."
NOT_CANCELLED = "A cancelled task went on as if nothing had happened."
CANCELLED_LATE = (
    "`Cancelled` came too late: a sleeping task should get it at once, not when its sleep is over."
)
CANCELLED_TWICE = "`Cancelled` was thrown into the task more than once."
CLEANUP_WOKEN = (
    "A clean-up was woken too early, by what the task had been waiting for before it was cancelled."
)
CLEANUP_LOST = "A cancelled task could not finish its clean-up."
AT_ONCE = "`cancel()` threw `Cancelled` into the task at once; it should leave that to the task's next turn."
DONE_TOO_EARLY = "`done()` was True as soon as `cancel()` was called, before the task had had its turn."
UNBEGUN_RAN = "The body of a task that was cancelled before it had begun still ran."
END_OF_CANCELLED = "`result()` of a cancelled task should raise `Cancelled`."
FINISHED_CANCELLED = "Cancelling a finished task changed it; it should do nothing."
CAUGHT_BY_EXCEPTION = (
    "`except Exception` caught `Cancelled`: it should be a BaseException that is no Exception."
)
AWAITED_CANCELLED = "Awaiting a cancelled task should raise `Cancelled`."
LEFT_AT_THE_END = "When `run` returned, tasks that were left over had not got `Cancelled`."
CLEANUPS_CUT = "`run` returned before the clean-ups of the cancelled tasks had ended."
RUN_TOO_LONG = "`run` waited longer than the main coroutine and the clean-ups took."
RUN_OUTCOME = "What `run` gave at the end was not the main coroutine's result or error."


def eighths(rng, count, most=20):
    """`count` waits, none of them 0."""
    return [rng.randint(1, 8 * most) / 8 for _ in range(count)]


def value_of(seen):
    """What was seen; no real time has passed."""
    assert seen.elapsed == 0, REALLY_WAITED
    return seen.value


def awaiting(scenario, *arguments):
    """What was seen; a loop that runs dry while somebody waits says so with an error of many kinds."""
    error = scenario.observe(*arguments).error
    assert error is None or error.type not in ("IndexError", "RuntimeError"), NEVER_WOKEN
    return value_of(scenario(*arguments))


# Task 1


@pytest.mark.task(1)
@pytest.mark.parametrize(
    ("delays", "result"),
    [([1, 2, 4], "done"), ([], "at once"), ([0, 3, 0, 0.25], None)],
    ids=["three", "none", "some zeros"],
)
def test_time_jumps_and_run_gives_the_result(run_one, delays, result):
    """`now` begins at 0.0 and is later by each delay; `run` returns what the coroutine returned."""
    check_one(run_one(delays, result), delays, result)


def check_one(seen, delays, result):
    """One coroutine that sleeps a few times."""
    value = value_of(seen)
    assert value["before"] == 0, STARTS_AT_ZERO
    assert value["woken"] == list(accumulate(delays)), WRONG_TIME
    assert value["after"] == sum(delays), WRONG_TIME
    if result is not None:
        assert value["result"] is not None, NO_RESULT
    assert value["result"] == result, WRONG_RESULT


@pytest.mark.task(1)
def test_any_delays(run_one, rng):
    """The same for delays and results that nobody has seen before, and for very long ones."""
    for delays in (eighths(rng, 40), [10**9, 0.125, 10**6]):
        result = rng.random()
        check_one(run_one(delays, result), delays, result)


@pytest.mark.task(1)
def test_nothing_of_asyncio_and_no_thread(what_runs):
    """The loop is made of Python's coroutines alone."""
    value = value_of(what_runs())
    assert value, NEVER_RAN
    assert not value["asyncio"], ON_ASYNCIO
    assert not value["another thread"], IN_A_THREAD


@pytest.mark.task(1)
def test_coroutines_in_coroutines(run_nested):
    """`sleep` works however many awaits deep it stands."""
    assert value_of(run_nested(4)) == [2**4, 2**4], NESTED


@pytest.mark.task(1)
def test_ordinary_async_code(run_ordinary_code, rng):
    """Async generators and async context managers are ordinary code, too."""
    delays = eighths(rng, 5)
    times = [1 + time for time in accumulate(delays)]
    numbers = [[time, number] for number, time in enumerate(times)]
    assert value_of(run_ordinary_code(delays)) == [[1, "open"], *numbers, [times[-1] + 1, "closed"]], ORDINARY


@pytest.mark.task(1)
@pytest.mark.parametrize("delay", [0, 2.5])
def test_the_error_of_the_main_coroutine(run_failing, delay):
    """`run` raises what the coroutine raised: the error itself."""
    value = value_of(run_failing(delay))
    assert value["raised"] is not None, MAIN_ERROR_LOST
    assert value["raised"] == ["ValueError", "no such number", True], MAIN_ERROR_LOST
    assert value["now"] == delay, WRONG_TIME


@pytest.mark.task(1)
def test_each_loop_has_its_own_time(run_two_loops):
    """A second loop begins at 0.0 again."""
    assert value_of(run_two_loops(5, 2)) == [[[5, "one"]], [[2, "other"]]], LOOPS_SHARE


# Task 2


def wake_ups(plans):
    """[now, name] of workers who begin at 0 and sleep for each of their delays, in the order of time."""
    found = [[time, str(n)] for n, plan in enumerate(plans) for time in accumulate(plan)]
    return sorted(found, key=lambda line: line[0])


def check_workers(value, plans):
    """All at the same time, each at its own times."""
    total = sum(map(sum, plans))
    if len(plans) > 1 and value["now"] == total:
        assert value["now"] == max(map(sum, plans)), IN_TURN
    assert value["diary"] == wake_ups(plans), WRONG_WAKE_UPS
    assert value["results"] == list(range(len(plans))), WRONG_RESULTS
    assert value["now"] == max(map(sum, plans), default=0), WRONG_WAKE_UPS


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "plans",
    [[[3, 3], [1, 1, 2]], [[4], [1], [2]], [[5], []]],
    ids=["two", "three", "idle"],
)
def test_tasks_run_at_the_same_time(run_workers, plans):
    """While one task sleeps, the others go on; `await task` gives its result."""
    check_workers(awaiting(run_workers, plans), plans)


@pytest.mark.task(2)
def test_any_tasks(run_workers, rng):
    """Sixty wake-ups of eight tasks, no two of them at the same instant."""
    times = [number / 8 for number in sorted(rng.sample(range(1, 800), 60))]
    plans, last = [[] for _ in range(8)], [0] * 8
    for time in times:
        who = rng.randrange(8)
        plans[who].append(time - last[who])
        last[who] = time
    check_workers(awaiting(run_workers, plans), plans)


@pytest.mark.task(2)
def test_spawned_before_run(spawned_before_run):
    """A task may be spawned before `run`: it is the first that is ready. Its result can be read after `run`."""
    value = value_of(spawned_before_run(2, 5))
    story = [[0, "the task begins"], [0, "main begins"], [2, "the task ends"], [5, "main ends"]]
    assert value["diary"] == story, BEFORE_RUN
    assert value["done"] == [False, True], DONE
    assert value["end"] == ["result", "early bird"], LATE_RESULT


@pytest.mark.task(2)
def test_spawn_only_schedules(spawn_only_schedules):
    """A spawned task begins at its turn, not inside `spawn`."""
    names = ["a", "b", "c"]
    order = value_of(spawn_only_schedules(names))
    assert order[:1] == ["main"], SPAWNED_TOO_EARLY
    assert order == ["main", *names], WHOSE_TURN


@pytest.mark.task(2)
def test_ready_tasks_take_turns(take_turns):
    """`sleep(0)` puts a task behind those that are ready; no time passes."""
    names, rounds = "tsrqp", 4
    assert value_of(take_turns(names, rounds)) == [[0, name] for name in names * rounds], WHOSE_TURN


@pytest.mark.task(2)
def test_who_becomes_ready_later_goes_later(ready_after_sleep_0):
    """A task that did `sleep(0)` goes before those that became ready after that."""
    order = value_of(ready_after_sleep_0(["early", "late"]))
    assert order == ["early", "late"], WHOSE_TURN


@pytest.mark.task(2)
def test_whoever_is_woken_goes_behind_the_ready(woken_behind_the_ready):
    """The end of a task makes those ready that await it; tasks that were ready before go first."""
    names = ["first", "second", "third"]
    assert value_of(woken_behind_the_ready(names)) == [*names, "main"], WHOSE_TURN


@pytest.mark.task(2)
@pytest.mark.parametrize("kind", ["set together", "set at different times"])
def test_timers_due_at_one_instant(run_workers, rng, kind):
    """They ring in the order in which they were set."""
    if kind == "set together":
        plans, order = [[8]] * 6, range(6)
        first = []
    else:
        starts = [number / 8 for number in rng.sample(range(1, 80), 6)]
        plans = [[start, 20 - start] for start in starts]
        order = sorted(range(6), key=starts.__getitem__)
        first = sorted([start, str(n)] for n, start in enumerate(starts))
    value = value_of(run_workers(plans))
    due = sum(plans[0])
    assert sorted(value["diary"]) == sorted([*first, *([due, str(n)] for n in order)]), WRONG_WAKE_UPS
    assert value["diary"] == [*first, *([due, str(n)] for n in order)], TIMER_ORDER


@pytest.mark.task(2)
def test_many_await_one_task(many_await_one, rng):
    """Everybody who awaits a task gets its result, when it is there."""
    result = rng.randrange(1000)
    assert awaiting(many_await_one, 4, 5, result) == [[result, 4]] * 5, NOT_ALL_WAITERS


@pytest.mark.task(2)
@pytest.mark.parametrize("result", ["ready", None])
def test_a_finished_task_gives_its_result_at_once(await_a_finished_one, result):
    """Awaited after its end, and again."""
    assert awaiting(await_a_finished_one, 3, result) == [result, result, 0], FINISHED_AWAITED


@pytest.mark.task(2)
def test_done_and_result(states_of_a_task, rng):
    """Before it has begun, while it sleeps, and when it has ended."""
    result = rng.randrange(1000)
    value = value_of(states_of_a_task(6, result))
    states = value["states"]
    assert [state[0] for state in states] == [False, False, True], DONE
    assert [state[1] for state in states[:2]] == ["raised", "raised"], UNFINISHED_RESULT
    assert states[2][1:] == ["result", result], LATE_RESULT
    assert value["Task"], NO_TASK


@pytest.mark.task(2)
def test_the_error_of_a_task_comes_out_of_await(await_a_failing_one):
    """The error itself, while the task runs and when it has failed."""
    check_not_stopped(await_a_failing_one.observe(3, 2))
    value = value_of(await_a_failing_one(3, 2))
    error = ["ValueError", "no such number", True]
    assert value["seen"] == [[3, *error], [5, *error]], AWAITED_ERROR
    assert value["main"] == "main went on", AWAITED_ERROR


def check_not_stopped(seen):
    """The task's error did not come out of `run`."""
    assert seen.error is None or seen.error.message != "no such number", STOPPED_BY_ERROR


@pytest.mark.task(2)
def test_an_error_nobody_awaits_stops_nothing(nobody_awaits_the_failing_one):
    """The loop and the other tasks go on; `result()` raises the error."""
    check_not_stopped(nobody_awaits_the_failing_one.observe(2, 9))
    value = value_of(nobody_awaits_the_failing_one(2, 9))
    assert value["diary"] == [[3, "other"]], STOPPED_BY_ERROR
    assert value["done"] is True, DONE
    assert value["raised"] == ["ValueError", "no such number", True], RESULT_ERROR


@pytest.mark.task(2)
def test_tasks_await_tasks(chain_of_tasks):
    """A result travels along a chain of tasks."""
    assert value_of(chain_of_tasks(9)) == [9, 2], WRONG_RESULTS


# Task 3


def check_gathered(seen, delays, results):
    """A list of the results in order, after the longest delay."""
    value = value_of(seen)
    assert isinstance(value["given"], list), NO_LIST
    if value["begun"]:
        assert value["begun"] == [1] * len(delays), NOT_TOGETHER
    assert value["now"] == 1 + max(delays, default=0), GATHER_TIME
    if sorted(map(repr, value["given"])) == sorted(map(repr, results)):
        assert value["given"] == results, GATHER_ORDER
    assert value["given"] == results, GATHER_RESULTS


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("delays", "results"),
    [
        ([4, 1, 2], ["a", "b", "c"]),
        ([1, 2], [None, 0]),
        ([2, 0, 2], ["x", "x", "y"]),
    ],
    ids=["three", "falsy", "equal"],
)
def test_gather_starts_all_and_keeps_the_order(gather_all, delays, results):
    """All at the same time, and the results in the order of the arguments."""
    check_gathered(gather_all(delays, results), delays, results)


@pytest.mark.task(3)
def test_gather_of_many(gather_all, rng):
    """Thirty at the same time."""
    delays = eighths(rng, 30)
    results = [rng.randrange(10**6) for _ in delays]
    check_gathered(gather_all(delays, results), delays, results)


@pytest.mark.task(3)
def test_gather_of_nothing(gather_all, gather_all_and_something):
    """Of nothing comes an empty list, at once."""
    check_gathered(gather_all([], []), [], [])
    assert value_of(gather_all_and_something()) == [[], ["something"]], NO_LIST


@pytest.mark.task(3)
def test_gather_as_the_main_coroutine(gather_as_main):
    """It is a coroutine function: what it gives can be run."""
    assert value_of(gather_as_main([3, 1, 2])) == [[0, 1, 2], 3], GATHER_ORDER


@pytest.mark.task(3)
def test_gathers_inside_and_beside_each_other(gather_gathers, gather_side_by_side, rng):
    """What gather gives is a coroutine, which can be gathered or spawned in its turn."""
    groups = [eighths(rng, 4) for _ in range(3)]
    expected = [groups, max(map(max, groups))]
    assert value_of(gather_gathers(groups)) == expected, GATHER_ORDER
    assert value_of(gather_side_by_side(groups)) == expected, GATHER_ORDER


@pytest.mark.task(3)
@pytest.mark.parametrize("failures", [[None, 1], [5, 4, 6], [0, None]], ids=str)
def test_gather_raises_a_failure(gather_failing, failures):
    """The error itself comes out; of several, any. When it does, and what the others do then, is free."""
    value = value_of(gather_failing(failures))
    assert value["raised"] is not None, NO_FAILURE
    errors = [f"failed after {delay}" for delay in failures if delay is not None]
    assert value["raised"][0] in errors, NO_FAILURE
    assert value["raised"][1], "Another error came out of `gather` in place of the coroutine's own."


# Task 4


def story(*lines):
    """What one task notes down: (now, what), ..."""
    return [[now, f"task {what}"] for now, what in lines]


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("delay", "at", "cleanup"),
    [(1000, 3, []), (10, 3, [20]), (6, 0.5, [1, 7, 2])],
    ids=["no clean-up", "long clean-up", "three sleeps"],
)
def test_a_sleeping_task_is_cancelled(cancel_asleep, delay, at, cleanup):
    """`Cancelled` is raised where the task sleeps, at once; its clean-up may sleep, and nothing else wakes it."""
    value = value_of(cancel_asleep(delay, at, cleanup))
    check_cancelled_once(value["diary"], at)
    clean = at + sum(cleanup)
    assert value["diary"][2:], CLEANUP_LOST
    assert value["diary"][2][0] >= clean, CLEANUP_WOKEN
    assert value["diary"] == story((0, "begins"), (at, "cancelled"), (clean, "cleaned up")), CLEANUP_LOST
    check_end(value["end"])


def check_cancelled_once(diary, at):
    """Cancelled at the right time, and once."""
    whats = [what for _, what in diary]
    assert "task slept" not in whats, NOT_CANCELLED
    assert "task cancelled" in whats, NOT_THROWN
    assert whats.count("task cancelled") == 1, CANCELLED_TWICE
    assert diary[whats.index("task cancelled")][0] == at, CANCELLED_LATE


def check_end(end):
    """A cancelled task has ended, with Cancelled."""
    assert end == ["error", "Cancelled"], END_OF_CANCELLED


@pytest.mark.task(4)
def test_cancel_only_schedules(cancel_only_schedules):
    """`cancel()` returns first; the task gets `Cancelled` at its next turn, and has ended after that."""
    value = value_of(cancel_only_schedules(50))
    assert value["diary"][:2] == ["task begins", "main goes on"], AT_ONCE
    assert value["done"][:1] == [False], DONE_TOO_EARLY
    assert value["diary"][2:] == ["task cancelled", "task cleaned up"], NOT_THROWN
    assert value["done"] == [False, True], DONE


@pytest.mark.task(4)
@pytest.mark.parametrize("inside", [True, False], ids=["in main", "before run"])
def test_a_task_that_has_not_begun(cancel_unbegun, inside):
    """Its body never runs, and it is a cancelled task as any other."""
    value = value_of(cancel_unbegun(inside))
    assert value["diary"] == [[1, "main"]], UNBEGUN_RAN
    check_end(value["end"])


@pytest.mark.task(4)
def test_cancelling_a_finished_task_does_nothing(cancel_finished, rng):
    """It keeps its result, or its error."""
    result = rng.randrange(1000)
    assert value_of(cancel_finished(result)) == [["result", result], ["error", "ValueError"]], (
        FINISHED_CANCELLED
    )


@pytest.mark.task(4)
def test_a_task_that_is_ready(cancel_ready):
    """A task that was about to have its turn gets `Cancelled` at that turn, and has only that one turn."""
    value = value_of(cancel_ready(4))
    check_cancelled_once(value["diary"], 0)
    assert value["diary"][2:] == story((4, "cleaned up")), CLEANUP_WOKEN
    check_end(value["end"])


@pytest.mark.task(4)
def test_a_task_that_awaits_another(cancel_waiter):
    """It gets `Cancelled` where it waits; the end of the other task does not wake its clean-up."""
    value = value_of(cancel_waiter(10, 3, 20))
    assert value["diary"], NOT_CANCELLED
    assert value["diary"][0] == [3, "waiter cancelled"], CANCELLED_LATE
    assert value["diary"][1:] == [[23, "waiter cleaned up"]], CLEANUP_WOKEN
    check_end(value["end"])


@pytest.mark.task(4)
def test_cancelled_is_a_base_exception(cancelled_is_no_exception):
    """A careless `except Exception` does not swallow it."""
    value = value_of(cancelled_is_no_exception(9))
    assert [1, "caught by `except Exception`"] not in value["diary"], CAUGHT_BY_EXCEPTION
    assert value["diary"] == [[1, "finally"]], NOT_CANCELLED
    check_end(value["end"])


@pytest.mark.task(4)
def test_awaiting_a_cancelled_task(await_a_cancelled_one):
    """Whoever awaits it gets `Cancelled`, while it runs and later."""
    assert value_of(await_a_cancelled_one(4)) == [[4, "Cancelled"], [5, "Cancelled"]], AWAITED_CANCELLED


ENDINGS = {
    "clean-ups": ([[3], [1, 1], []], 2.5, False, "raise"),
    "main fails": ([[3], [2]], 4, True, "raise"),
    "clean-ups fail": ([[3], []], 1, False, "fail"),
    "tasks return": ([[2], [1]], 1, False, "return"),
}


@pytest.mark.task(4)
@pytest.mark.parametrize(("cleanups", "after", "fails", "then"), ENDINGS.values(), ids=ENDINGS.keys())
def test_the_end_of_main_cancels_the_others(main_ends, cleanups, after, fails, then):
    """When main ends, or fails, all others are cancelled, and run returns once their clean-ups have ended."""
    value = value_of(main_ends(cleanups, after, fails, then))
    check_all_cancelled(value["diary"], cleanups, after)
    assert value["now"] == after + max(map(sum, cleanups), default=0), RUN_TOO_LONG
    outcome = ["error", "ValueError", "no such number", True] if fails else ["result", "main's result"]
    assert value["outcome"] == outcome, RUN_OUTCOME
    if then == "raise":
        assert value["ends"] == [["error", "Cancelled"]] * len(cleanups), END_OF_CANCELLED
    assert "unfinished" not in value["ends"], CLEANUPS_CUT


def check_all_cancelled(diary, cleanups, after):
    """Each task was cancelled when main ended, and had the time to clean up."""
    whats = [what for _, what in diary]
    cancelled = [f"{n} cancelled" for n in range(len(cleanups))]
    assert [what for what in whats if "cancelled" in what] == cancelled, LEFT_AT_THE_END
    expected = []
    for number, cleanup in enumerate(cleanups):
        expected += [[0, f"{number} begins"], [after, f"{number} cancelled"]]
        expected += [[after + sum(cleanup), f"{number} cleaned up"]]
    assert len(diary) >= len(expected), CLEANUPS_CUT
    assert diary == sorted(expected), RUN_TOO_LONG


@pytest.mark.task(4)
def test_the_end_of_main_cancels_those_that_have_not_begun(main_ends):
    """Their bodies never run."""
    value = value_of(main_ends([[], [3]], 0, False, "raise"))
    assert value["diary"] == [], UNBEGUN_RAN
    assert value["ends"] == [["error", "Cancelled"]] * 2, END_OF_CANCELLED
    assert value["outcome"] == ["result", "main's result"], RUN_OUTCOME


@pytest.mark.task(4)
def test_the_end_of_main_cancels_what_is_gathered(main_ends_beside_gather):
    """The coroutines of a gather are tasks as any other."""
    value = value_of(main_ends_beside_gather([30, 40, 50]))
    assert value["diary"] == [f"{n} cancelled" for n in range(3)], LEFT_AT_THE_END
    assert value["now"] == 1, RUN_TOO_LONG
