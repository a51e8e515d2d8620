"""Judges `crowd.py`: a crowd that waits together, and a pool that takes no job before a worker is free for it.

All seconds are multiples of a quarter, so that sums of them are exact; what ends at one instant is never compared.
"""

from __future__ import annotations

from heapq import heapreplace

import pytest

from grader.observation import Opaque

ONE_AFTER_THE_OTHER = "They waited one after the other; all of them should wait at the same time."
BLOCKED = "A call blocked the thread, and with it everybody: only `await` lets the others go on."
IN_BATCHES = "They waited in several groups, one after the other; all of them should wait at the same time."
DID_NOT_WAIT = "It was over before the delay was: each coroutine waits for the whole of it."
NOBODY_WAITED = "Fewer coroutines were waiting than were asked for: each of the n waits for itself."
THREADS = "The waiting was done by threads: coroutines need none, they all wait in one."
NO_NUMBER = "Gave None: hand `n` back with `return`."
NOT_THE_NUMBER = "What it gives should be n, the number of the coroutines."
CROWD_LEFT = "Coroutines were still waiting when crowd was over."

IN_THREADS = "The jobs were run in other threads: await them in the one thread that there is."
NO_LIST = "Gave None: hand the list of the results back with `return`."
NOT_AWAITED = "Gave coroutines or tasks in place of results: `await` each job."
ALL_TAKEN = "All the jobs were taken at the start; one is taken only when a worker is free for it."
TAKEN_AHEAD = "A job was taken before a worker was free for it."
TOO_MANY_AT_WORK = "More jobs were at work at the same time than there are workers."
ONE_AT_A_TIME = "Only one job was at work at a time, though there are more workers."
IDLE = "A worker stood idle while jobs were left: it should take the next one as soon as its job has ended."
NOT_ALL_DONE = "Some jobs were never begun."
MORE_THAN_ONCE = "A job was begun more than once."
COMPLETION_ORDER = "The results stand in the order in which the jobs ended; it should be that of the jobs."
ANOTHER_ORDER = "The results do not stand in the order of the jobs."
SOME_MISSING = "Results are missing: each job has one, also where it is None, False or equal to another."
LATE = "pool was over later than its last job."
EARLY = "pool was over before its last job was."
SWALLOWED = "A job had failed, and its exception did not come out."
A_GROUP = "A group of exceptions came out: raise the exception of the job itself."
ANOTHER_ERROR = "What came out is not the exception of the job that failed."
TOOK_MORE = "After a job had failed, another one was taken."
WAITED_FOR_OTHERS = "After a failure the other jobs went on to their end: they should be cancelled at once."
LEFT_RUNNING = "When the failure came out, other jobs were still at work: nobody had cancelled them."
LEFT_CANCELLING = "When the failure came out, jobs that had been cancelled were not over yet: wait for them."
CANCELLATION_SWALLOWED = "pool was cancelled and went on: the CancelledError should come out."
CANCELLED_LEFT = "pool was cancelled, and its jobs worked on: cancel them as well."
CANCELLED_EARLY = "pool was cancelled, and was over before its jobs had ended: wait for them."
TOOK_AFTER_CANCEL = "pool was cancelled, and took another job."
TASKS_LEFT = "Tasks of pool were still there when it was over."
CANCELLED_WITHOUT_REASON = "A CancelledError came out, though nobody had cancelled pool."
ONE_RESULT_FOR_SEVERAL = "The same job came several times; each time counts, and has a result of its own."
MIXED_UP = "Two pools at the same time mixed up their jobs or results."


# Task 1


def check_time(seen, n, delay):
    """All together, no longer than one."""
    if seen.sightings.blockings:
        assert seen.elapsed == delay, BLOCKED
    if n > 1 and seen.elapsed == n * delay:
        assert seen.elapsed == delay, ONE_AFTER_THE_OTHER
    if seen.elapsed > delay:
        assert seen.elapsed == delay, IN_BATCHES
    assert seen.elapsed == delay, DID_NOT_WAIT


def check_number(number, n):
    """It gives n."""
    assert number is not None, NO_NUMBER
    assert number == n, NOT_THE_NUMBER


def check_each_waits(seen, n, delay):
    """In the middle of the delay n coroutines were waiting, and no thread did it for them."""
    assert seen.value["threads"] == 0, THREADS
    check_time(seen, n, delay)
    assert seen.value["waiting"] >= n, NOBODY_WAITED
    check_number(seen.value["gave"], n)


@pytest.mark.task(1)
@pytest.mark.parametrize("n", [2, 100])
def test_each_of_them_waits(at_half_time, n):
    """In the middle of the delay, n coroutines are waiting, and no thread does it for them."""
    check_each_waits(at_half_time(n, 2), n, 2)


@pytest.mark.task(1)
@pytest.mark.parametrize(
    ("n", "delay"), [(3, 2), (1, 0.5), (40, 1.25), (5, 0)], ids=["3", "1", "40", "no delay"]
)
def test_all_wait_at_the_same_time(crowd, n, delay):
    """However many they are, they take as long as one, and n is given."""
    seen = crowd(n, delay)
    check_time(seen, n, delay)
    check_number(seen.value, n)


@pytest.mark.task(1)
def test_any_number_and_any_delay(crowd, rng):
    """The same for numbers that nobody has seen before."""
    n, delay = rng.randint(50, 90), rng.randint(5, 60) / 4
    seen = crowd(n, delay)
    check_time(seen, n, delay)
    check_number(seen.value, n)


@pytest.mark.task(1)
def test_ten_thousand_are_easy(crowd, at_half_time):
    """Ten thousand wait as long as one does."""
    check_each_waits(at_half_time(30, 2), 30, 2)  # what goes wrong with a few need not be tried with many
    seen = crowd(10_000, 250)
    check_time(seen, 10_000, 250)
    check_number(seen.value, 10_000)


@pytest.mark.task(1)
def test_nobody_waits_for_nobody(crowd):
    """Without a coroutine there is nothing to wait for, and 0 is given."""
    seen = crowd(0, 3)
    assert seen.elapsed == 0
    check_number(seen.value, 0)


@pytest.mark.task(1)
def test_nobody_is_left_waiting(left_by_crowd):
    """When it is over, nobody waits any more."""
    assert left_by_crowd(4, 1).value == [], CROWD_LEFT


# Task 2


def gives(*seconds):
    """A plan of jobs that take so many seconds each, and give their number in a text."""
    return [(each, "gives", f"result {number}") for number, each in enumerate(seconds)]


def times(seen, what):
    """When this happened to each job, by its number."""
    return {number: when for noted, number, when in seen.value["notes"] if noted == what}


def schedule(workers, seconds):
    """(when each job begins, when the last one ends) if every free worker takes the next job at once."""
    free_from = [0] * workers
    begins = [heapreplace(free_from, free_from[0] + each) for each in seconds]
    return begins, max(free_from)


def most(notes, up, down="ended"):
    """The highest number of jobs to which the first had happened and the second had not."""
    highest = number = 0
    for what, *_ in notes:
        number += (what == up) - (what == down)
        highest = max(highest, number)
    return highest


def check_taken(seen, workers, jobs):
    """No job before a worker is free for it."""
    open_at_most = most(seen.value["notes"], "taken")
    if open_at_most == jobs > workers:
        assert open_at_most <= workers, ALL_TAKEN
    if most(seen.value["notes"], "begun") > workers:
        assert open_at_most <= workers, TOO_MANY_AT_WORK
    assert open_at_most <= workers, TAKEN_AHEAD


def results_of(result):
    """The results as a list; a tuple of them is as good."""
    assert result is not None, NO_LIST
    if isinstance(result, list | tuple) and any(isinstance(one, Opaque) for one in result):
        pytest.fail(NOT_AWAITED)
    return list(result) if isinstance(result, tuple) else result


def check_results(seen, plan):
    """A result for each job, in the order of the jobs."""
    result, expected = results_of(seen.value["result"]), [value for _, _, value in plan]
    if isinstance(result, list):
        assert len(result) == len(expected), SOME_MISSING
        ended = [number for what, number, _ in seen.value["notes"] if what == "ended"]
        if result == [expected[number] for number in ended] != expected:
            assert result == expected, COMPLETION_ORDER
    assert result == expected, ANOTHER_ORDER


def check_work(seen, plan, workers):
    """When each job was taken and begun, when all was over, and what came out."""
    notes = seen.value["notes"]
    assert seen.value["threads"] == 0, IN_THREADS
    assert seen.value["raised"] is None, CANCELLED_WITHOUT_REASON
    if plan and not seen.value["over"] and isinstance(seen.value["result"], list | tuple):
        results_of(seen.value["result"])  # jobs that nobody awaits are over at once
    check_taken(seen, workers, len(plan))
    begun = [number for what, number, _ in notes if what == "begun"]
    assert len(begun) >= len(plan), NOT_ALL_DONE
    assert len(begun) == len(plan), MORE_THAN_ONCE
    if workers > 1 and len(plan) > 1:
        assert most(notes, "begun") > 1, ONE_AT_A_TIME
    begins, end = schedule(workers, [seconds for seconds, *_ in plan])
    begun_at = times(seen, "begun")
    assert [begun_at[number] for number in range(len(plan))] == begins, IDLE
    check_over(seen, end)
    check_results(seen, plan)
    assert seen.value["left"] == [], TASKS_LEFT


def check_over(seen, end):
    """The pool ends with its last job."""
    assert seen.value["over"] >= end, EARLY
    assert seen.value["over"] == end, LATE


@pytest.mark.task(2)
@pytest.mark.parametrize(
    ("workers", "seconds"),
    [(2, (4, 1.25, 1.5, 0.5, 2, 3)), (3, (5, 1, 2, 4, 3, 0.5, 1.75)), (1, (1, 2, 4)), (4, (2, 3, 1))],
    ids=["2 for 6", "3 for 7", "1 for 3", "4 for 3"],
)
def test_a_free_worker_takes_the_next_job(pool, workers, seconds):
    """Never a job ahead, never an idle worker, and every result in its place."""
    plan = gives(*seconds)
    check_work(pool(plan, workers), plan, workers)


@pytest.mark.task(2)
def test_any_jobs_and_any_number_of_workers(pool, rng):
    """The same for jobs that nobody has seen before."""
    plan = gives(*(number / 4 for number in rng.sample(range(1, 60), 14)))
    workers = rng.randint(2, 6)
    check_work(pool(plan, workers), plan, workers)


@pytest.mark.task(2)
@pytest.mark.parametrize("workers", [1, 3])
def test_no_jobs(pool, workers):
    """Without a job there is nothing to wait for, and the list is empty."""
    seen = pool([], workers)
    assert seen.value["over"] == 0, LATE
    check_results(seen, [])
    assert seen.value["left"] == [], TASKS_LEFT


@pytest.mark.task(2)
def test_every_result_counts(pool):
    """None, False, equal results and an empty list are results like any other."""
    plan = [
        (1, "gives", None),
        (2, "gives", 0),
        (0.5, "gives", False),
        (0.25, "gives", []),
        (3, "gives", None),
    ]
    check_results(pool(plan, 2), plan)


@pytest.mark.task(2)
def test_jobs_that_take_no_time(pool):
    """Jobs of 0 seconds are done as well, each once, and so are jobs that do not wait at all."""
    for plan in (gives(0, 0, 1, 0, 0), gives(None, None, 1, None, None, None)):
        seen = pool(plan, 2)
        check_taken(seen, 2, len(plan))
        check_over(seen, 1)
        check_results(seen, plan)


@pytest.mark.task(2)
def test_the_same_job_several_times(pool_of_one_job):
    """A job that comes again is done again, and its result stands in each of its places."""
    seen = pool_of_one_job(4, 2)
    assert results_of(seen.value) == [0, 1, 2, 3], ONE_RESULT_FOR_SEVERAL


@pytest.mark.task(2)
def test_many_jobs_and_a_few_workers(pool, pool_of_many):
    """Of 40 jobs never more than 5 are in the house."""
    few = gives(2, 1, 3)
    check_work(pool(few, 2), few, 2)  # what goes wrong with a few need not be tried with many
    seen = pool_of_many(40, 5, 1)
    assert seen.value["most"] <= 5, ALL_TAKEN if seen.value["most"] == 40 else TAKEN_AHEAD
    assert results_of(seen.value["result"]) == list(range(40)), ANOTHER_ORDER
    assert seen.elapsed == 8, IDLE


@pytest.mark.task(2)
def test_two_pools_at_the_same_time(two_pools):
    """Each has its own jobs, workers and results."""
    plans = [gives(1, 3, 2, 1), [(2, "gives", "other"), (1, "gives", "pool"), (4, "gives", "here")]]
    seen = two_pools(plans, 2)
    results = [results_of(result) for result in seen.value]
    assert results == [[value for *_, value in plan] for plan in plans], MIXED_UP
    assert seen.elapsed == 5, MIXED_UP


FAILING = [
    (1, "gives", "a"),
    (3, "fails", "OSError"),
    (9, "gives", "b"),
    (9, "tidies up", 0.5),
    (9, "gives", "c"),
]
"""With three workers, job 1 fails at 3, while jobs 2 and 3 are at work; job 4 has not been taken."""


def check_ends_with_the_jobs(seen, late):
    """It is over when the last job is. How long a cleanup takes is open: who is cancelled twice ends earlier."""
    assert seen.value["over"] == max(times(seen, "ended").values()), late


def check_own_failure(seen):
    """That very exception, not a group."""
    assert seen.value["raised"] is not None, SWALLOWED
    assert seen.value["raised"] not in ("ExceptionGroup", "BaseExceptionGroup"), A_GROUP
    assert seen.value["raised"] == "its own", ANOTHER_ERROR


def check_failure(seen, at):
    """The failure itself comes out, when the others have been cancelled and have ended."""
    value = seen.value
    assert value["threads"] == 0, IN_THREADS
    assert value["raised"] is not None, SWALLOWED
    taken_late = [number for number, when in times(seen, "taken").items() if when > at]
    taken_late += [number for what, number, _ in value["afterwards"] if what == "taken"]
    assert taken_late == [], TOOK_MORE
    if value["left"] or any(what in ("ended", "cancelled") for what, *_ in value["afterwards"]):
        pytest.fail(LEFT_RUNNING if "running" in value["left"] else LEFT_CANCELLING)
    if set(times(seen, "cancelled").values()) != {at}:
        pytest.fail(WAITED_FOR_OTHERS)
    check_own_failure(seen)
    check_ends_with_the_jobs(seen, LATE)


@pytest.mark.task(2)
def test_a_failure_ends_everything(pool):
    """Nothing more is taken, the others are cancelled and have ended, and that very failure comes out."""
    check_failure(pool(FAILING, 3), 3)


@pytest.mark.task(2)
def test_any_failure_ends_everything(pool, rng):
    """The same for jobs that nobody has seen before."""
    workers, at = rng.randint(3, 6), rng.randint(2, 8)
    plan = [(50, "tidies up", 0.25), *[(20 + number, "gives", None) for number in range(workers - 2)]]
    plan.insert(
        rng.randrange(workers),
        (at, "fails", rng.choice(["LookupError", "TimeoutError", "OSError"])),
    )
    check_failure(pool([*plan, (30, "gives", None), (40, "gives", None)], workers), at)


@pytest.mark.task(2)
def test_an_endless_source_ends_with_a_failure(pool):
    """Of jobs without an end, no more are taken than were needed until one failed."""
    plan = [(1, "gives", None)] * 5 + [(1.5, "fails", "LookupError")] + [(1, "gives", None)] * 60
    seen = pool(plan, 2)
    assert seen.value["raised"] is not None, SWALLOWED
    assert len(times(seen, "taken")) < 12, ALL_TAKEN
    check_own_failure(seen)


@pytest.mark.task(2)
@pytest.mark.parametrize("workers", [1, 2], ids=["one worker", "two workers"])
def test_a_first_job_that_fails_is_the_last(pool, workers):
    """Even the first job may fail, with nobody else at work or somebody who has long to go."""
    plan = [(1, "fails", "ValueError"), (8, "gives", None), (8, "gives", None), (8, "gives", None)]
    seen = pool(plan, workers)
    assert seen.value["raised"] is not None, SWALLOWED
    assert len(times(seen, "taken")) == workers, TOOK_MORE
    check_own_failure(seen)
    assert seen.value["over"] == 1, WAITED_FOR_OTHERS


@pytest.mark.task(2)
def test_a_failure_at_the_first_moment(pool):
    """A job that fails before it waits for anything ends everything, too."""
    plan = [(None, "fails", "LookupError"), *[(9, "gives", None)] * 6]
    seen = pool(plan, 3)
    check_taken(seen, 3, len(plan))
    check_own_failure(seen)
    assert seen.value["over"] == 0, WAITED_FOR_OTHERS
    assert seen.value["left"] == [], LEFT_RUNNING
    assert seen.value["afterwards"] == [], LEFT_RUNNING


def check_cancelled(seen, at):
    """The cancellation reaches the jobs, and comes out when they have ended."""
    value = seen.value
    taken_late = [number for number, when in times(seen, "taken").items() if when > at]
    taken_late += [number for what, number, _ in value["afterwards"] if what == "taken"]
    cancelled = set(times(seen, "cancelled").values())
    if not cancelled:
        assert value["left"] == [], CANCELLED_LEFT
        assert value["raised"] == "CancelledError", CANCELLATION_SWALLOWED
        pytest.fail(CANCELLED_LEFT)
    assert taken_late == [], TOOK_AFTER_CANCEL
    assert [what for what, *_ in value["afterwards"]] == [], CANCELLED_EARLY
    assert value["left"] == [], CANCELLED_EARLY
    assert value["raised"] == "CancelledError", CANCELLATION_SWALLOWED
    assert cancelled == {at}, CANCELLED_LEFT
    check_ends_with_the_jobs(seen, CANCELLED_LEFT)


@pytest.mark.task(2)
@pytest.mark.parametrize(
    ("plan", "workers"),
    [
        ([(1, "gives", 1), (9, "gives", 2), (9, "tidies up", 0.5), (9, "gives", 3), (9, "gives", 4)], 3),
        ([(9, "gives", 1), (9, "gives", 2)], 1),
    ],
    ids=["three workers", "one worker"],
)
def test_a_cancellation_ends_everything(cancelled_pool, plan, workers):
    """Cancelled from outside, it takes nothing more, cancels its jobs, and is over when they are."""
    check_cancelled(cancelled_pool(plan, workers, 2.25), 2.25)
