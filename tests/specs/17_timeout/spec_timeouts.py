"""Judges `timeouts.py`: who gives up when, what becomes of the work then, and which errors come out.

The plans that the work follows are explained in `scenarios.py`. Moments that are compared are distinct, and are
multiples of an eighth of a second, so that sums of them are exact.
"""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest

LATER = 1000
"""Seconds that no deadline lasts."""
ERRORS = ["OSError", "ValueError", "LookupError", "ArithmeticError", "EOFError"]

NEVER_AWAITED = "A coroutine was made and never awaited."
NOTHING_RETURNED = "Gave None: hand the result back with `return`."
LEFT_HELPERS = "A task of its own was still there long after it had ended."
CANCELLED_LATER = "The caller was cancelled later on by a timer that nobody had stopped."
CANCELLED_WITHOUT_REASON = "A CancelledError came out, although nobody had cancelled the caller."
CANCEL_SWALLOWED = "Its caller was cancelled, but no CancelledError came out."
NO_TIME_LIMIT = "It waited for the end of the work; the time was up before that."
COROUTINES_ONLY = (
    "It takes coroutines only; a task, a future or an object with `__await__` can be awaited, too."
)
BLOCKED = "It stopped the whole event loop while it waited: wait with `await asyncio.sleep(...)`."
TOO_LATE = "It waited on, although there was nothing left to wait for."

OWN_TIMEOUT = "A TimeoutError came out when the time was up; the default should be given."
THEIR_TIMEOUT = "The awaitable raised a TimeoutError of its own, in time: it should come out."
THEIR_ERROR = "The awaitable raised an exception in time: it should come out."
DEFAULT_TOO_SOON = "Gave the default, although the awaitable had a result in time."
DEFAULT_LOST = "The time was up, but it did not give the default."
WORK_LEFT = "The time was up, but the work was left running: cancel it."
WORK_NOT_WAITED_FOR = "It did not wait until the work that it had cancelled had ended."
WORK_LEFT_BY_CANCELLED = (
    "Its caller was cancelled, but the work was left running: it should be cancelled, too."
)
CANCELLED_IN_TIME = "The work was cancelled although the time was not up."

RESULT_NOT_TAKEN = "An attempt succeeded, but there was another one: only an exception is a failure."
CANCELLATION_RETRIED = "A CancelledError was taken for a failure; it should come out at once."
GAVE_UP = "It gave up before it had made all the attempts."
TOO_MANY = "It made more attempts than it was allowed."
NO_WAIT = "It did not wait between the attempts."
WAITS = {
    "linear": "The waits grew by the same amount each time; each should be twice as long as the one before.",
    "constant": "The waits were all alike; each should be twice as long as the one before.",
    "doubled": "The first wait was already twice the delay.",
}
OTHER_WAITS = "The attempts did not begin at the right times."
WAIT_AFTER_LAST = "It waited after the last failure; nothing comes after that, so raise at once."
FAILURE_HIDDEN = "All attempts failed, but no exception came out."
NOT_THE_LAST = "The exception of an earlier attempt came out, not that of the last one."
SHARED = "Two calls at the same time got in each other's way."

NO_PAIR = "It should give a pair: (True, result) or (False, task)."
PAIR_WANTED = "A TimeoutError came out when the time was up; the answer should be (False, task)."
NO_TASK = "The time was up: the second of the pair should be the running task."
TASK_CANCELLED = "The work was cancelled; it should run on, whoever stops waiting for it."
TASK_ENDED = "It gave a task that had ended; the time was up, but the work should run on."
EXCEPTION_AS_RESULT = "The exception was given as a result; it should be raised."
STILL_IN_TIME = "The work ended in time, but the answer was (False, ...)."
RESULT_LOST = "The task that it gave did not have the result later."


# What every call is asked.


def check_kept_still(seen, facts):
    """Nothing was forgotten, nothing stood still, and no timer strikes long after the call."""
    assert not seen.sightings.unawaited, NEVER_AWAITED
    assert not seen.sightings.blockings, BLOCKED
    assert facts["afterwards"] != "was cancelled", CANCELLED_LATER


def check_nothing_left(facts):
    """No task is left of the call when all work has long ended."""
    assert facts["left"] == 0, LEFT_HELPERS


def handing_over(scenario, *args):
    """What was seen; the one TypeError that has a message of its own is that of an awaitable which is refused."""
    seen = scenario.observe(*args)
    if seen.error is None:
        return seen
    if seen.error.type == "TypeError" and args[-1] in OTHER_AWAITABLES:
        assert "a coroutine was expected" not in seen.error.message, COROUTINES_ONLY
    return scenario(*args)


def check_gave(facts, expected):
    """The value that the call gave."""
    assert facts["how"] != "was cancelled", CANCELLED_WITHOUT_REASON
    if facts["how"] == "gave" and facts["what"] is None and expected is not None:
        pytest.fail(NOTHING_RETURNED)
    got = facts["what"]
    if got == expected:  # 0 equals False
        assert type(got) is type(expected)
    assert got == expected


def moments(rng, count, low=1, high=24):
    """`count` distinct numbers of seconds, in ascending order, with or without a half."""
    return sorted(number / 2 for number in rng.sample(range(low, high + 1), count))


def secret(rng):
    """A value that nobody can know."""
    return rng.randrange(10**6)


OTHER_AWAITABLES = ["task", "future", "object"]
FORMS = pytest.mark.parametrize(
    "forms", [["coroutine"], OTHER_AWAITABLES], ids=["coroutine", "other awaitables"]
)
EMPTY = [None, 0]


# Task 1


def check_in_time(seen, plan):
    """The result came at its own time, and the work ended by itself."""
    facts, work = seen.value, seen.value["finally"][0]
    assert work["cancelled"] is None, CANCELLED_IN_TIME
    assert work["end"][0] != "cancelled", CANCELLED_IN_TIME
    check_kept_still(seen, facts)
    if facts["how"] == "gave" and facts["what"] == "late":
        pytest.fail(DEFAULT_TOO_SOON)
    if facts["how"] == "raised":
        assert facts["what"] == plan[2], OWN_TIMEOUT
    check_gave(facts, plan[2])
    if facts["took"] > plan[1]:
        pytest.fail(TOO_LATE)
    assert facts["took"] == plan[1]
    check_nothing_left(facts)


def check_time_up(seen, seconds, default):
    """The default came when the work had ended, which had been cancelled when the time was up."""
    facts, work = seen.value, seen.value["works"][0]
    if work["end"][0] == "gives":
        pytest.fail(NO_TIME_LIMIT)
    if work["cancelled"] is not None:
        assert work["cancelled"] == seconds
    if facts["how"] == "raised":
        assert facts["what"] == default, OWN_TIMEOUT
    assert facts["how"] != "was cancelled", CANCELLED_WITHOUT_REASON
    if work["end"][0] in ("running", "cleaning up"):
        asked = seen.value["finally"][0]["cancelled"] == seconds
        pytest.fail(WORK_NOT_WAITED_FOR if asked else WORK_LEFT)
    check_kept_still(seen, facts)
    if facts["what"] is None:
        assert facts["what"] == default, DEFAULT_LOST
    check_gave(facts, default)
    ended = work["end"][1] if work["end"][1] is not None else seconds
    assert facts["took"] == ended
    check_nothing_left(facts)


@pytest.mark.task(1)
@FORMS
def test_the_result_in_time(with_deadline, rng, forms):
    """What ends in time gives its result at its own time, whatever kind of awaitable it is."""
    for given_as in forms:
        first, deadline = moments(rng, 2)
        plan = ("gives", first, secret(rng))
        check_in_time(handing_over(with_deadline, plan, deadline, "late", given_as), plan)


@pytest.mark.task(1)
@FORMS
def test_the_default_when_the_time_is_up(with_deadline, rng, forms):
    """When the time is up the work is cancelled, and the default comes."""
    for given_as in forms:
        [deadline], default = moments(rng, 1), secret(rng)
        seen = with_deadline(("gives", LATER, "early"), deadline, default, given_as)
        check_time_up(seen, deadline, default)


@pytest.mark.task(1)
def test_no_time_at_all(with_deadline, rng):
    """With a deadline of 0 seconds the default comes at once."""
    default = secret(rng)
    seen = with_deadline(("gives", 9, "early"), 0, default, "coroutine")
    if seen.value["works"][0]["end"][0] == "not begun":
        # Who is cancelled before the first step has ended all the same.
        check_gave(seen.value, default)
        assert seen.value["took"] == 0
        assert seen.value["finally"][0]["began"] is None, WORK_LEFT
        return
    check_time_up(seen, 0, default)


@pytest.mark.task(1)
def test_an_empty_result_is_a_result(with_deadline):
    """None and 0 come in time like any other result, even at the first moment."""
    for seconds, value in enumerate(EMPTY):
        plan = ("gives", seconds, value)
        check_in_time(with_deadline(plan, 4, "late", "coroutine"), plan)


@pytest.mark.task(1)
def test_any_default(with_deadline, without_default, default_by_name, rng):
    """The default may be anything, is None where it is left out, and may be given by name."""
    for default in (0, secret(rng)):
        check_time_up(with_deadline(("gives", LATER, "early"), 2, default, "coroutine"), 2, default)
    check_time_up(without_default(("gives", LATER, "early"), 3), 3, None)
    check_time_up(default_by_name(("gives", LATER, "early"), 3, "late"), 3, "late")


@pytest.mark.task(1)
def test_waits_until_the_work_has_ended(with_deadline, rng):
    """The work may need some time for its cleanup; on return it has ended."""
    deadline, cleanup = moments(rng, 2)
    plan = ("gives", LATER, "early", "cleans up", cleanup)
    check_time_up(with_deadline(plan, deadline, "late", "coroutine"), deadline, "late")


@pytest.mark.task(1)
@pytest.mark.parametrize("kind", ["fails", "times out"])
def test_a_timeout_error_of_its_own(with_deadline, rng, kind):
    """A TimeoutError that the awaitable raises in time comes out, also one of a time limit within it."""
    for given_as in ("coroutine", "task"):
        first, deadline = moments(rng, 2)
        plan = (kind, first, "TimeoutError") if kind == "fails" else (kind, first)
        check_error_comes_out(with_deadline(plan, deadline, "late", given_as), plan)


def check_error_comes_out(seen, plan):
    """The error of the work, at the time when it was raised."""
    facts = seen.value
    kind = plan[2] if plan[0] == "fails" else "TimeoutError"
    result = facts["what"] if facts["how"] == "gave" else None
    if isinstance(result, list) and result and result[0] is True:
        pytest.fail(EXCEPTION_AS_RESULT)
    assert facts["how"] == "raised", THEIR_TIMEOUT if kind == "TimeoutError" else THEIR_ERROR
    assert facts["what"] == (f"{kind}: number 0" if plan[0] == "fails" else f"{kind}: ")
    assert facts["took"] == plan[1]
    check_nothing_left(facts)


@pytest.mark.task(1)
def test_other_errors_come_out(with_deadline, rng):
    """Any other exception comes out, too, at the time when it is raised."""
    for kind in rng.sample(ERRORS, 2):
        first, deadline = moments(rng, 2)
        plan = ("fails", first, kind)
        check_error_comes_out(with_deadline(plan, deadline, "late", "coroutine"), plan)


@pytest.mark.task(1)
@pytest.mark.parametrize("given_as", ["coroutine", "task"])
def test_a_cancellation_from_outside(with_deadline_cancelled, rng, given_as):
    """When the caller is cancelled, so is the work, and the CancelledError comes out."""
    after, deadline = moments(rng, 2)
    facts = with_deadline_cancelled(("gives", LATER, "early"), deadline, after, given_as).value
    assert facts["how"] == "was cancelled", CANCEL_SWALLOWED
    assert facts["took"] == after
    work = facts["finally"][0]
    assert work["end"][0] == "cancelled", WORK_LEFT_BY_CANCELLED
    assert work["cancelled"] in (after, None), WORK_LEFT_BY_CANCELLED
    check_nothing_left(facts)


@pytest.mark.task(1)
def test_one_deadline_in_another(nested, rng):
    """The inner deadline and the outer one do not take each other's place, whichever comes first."""
    plan, (soon, late) = ("gives", LATER, "early"), moments(rng, 2)
    check_time_up(nested(plan, soon, late), soon, "inner")
    seen = nested(plan, late, soon)
    assert seen.value["what"] != "inner", CANCEL_SWALLOWED
    check_time_up(seen, soon, "outer")


@pytest.mark.task(1)
def test_deadlines_at_the_same_time(deadlines_together, rng):
    """Calls at the same time do not know of each other."""
    one, two, three, four = moments(rng, 4)
    values = [secret(rng) for _ in range(3)]
    plans = [("gives", one, values[0]), ("gives", LATER, "early"), ("gives", three, values[2])]
    facts = deadlines_together(
        [(plans[0], two, "late"), (plans[1], two, values[1]), (plans[2], four, "late")]
    ).value
    check_gave(facts, values)
    assert facts["took"] == three
    check_nothing_left(facts)


# Task 2

FUNCTIONS = pytest.mark.parametrize(
    "forms",
    [["async def"], ["lambda", "gives futures", "object"]],
    ids=["async def", "other functions"],
)


def starts(plans, delay):
    """When each attempt should begin."""
    return [0, *accumulate(plan[1] + delay * 2**k for k, plan in enumerate(plans[:-1]))]


def check_attempts(seen, plans, delay, attempts):
    """The attempts began at the right times; `plans` are those that should be played, the last one included."""
    facts = seen.value
    check_kept_still(seen, facts)
    began = [work["began"] for work in facts["finally"]]
    if len(began) > len(plans):
        message = {"gives": RESULT_NOT_TAKEN, "is cancelled": CANCELLATION_RETRIED}.get(
            plans[-1][0], TOO_MANY
        )
        assert len(began) == len(plans), message
    assert len(began) == len(plans), GAVE_UP
    expected = starts(plans, delay)
    assert began == expected, explain_waits(began, plans, delay)
    ended = expected[-1] + plans[-1][1]
    if facts["took"] > ended:
        pytest.fail(WAIT_AFTER_LAST if len(plans) == attempts else TOO_LATE)
    assert facts["took"] == ended


def explain_waits(began, plans, delay):
    """What the waits looked like."""
    waits = [after - before - plan[1] for (before, after), plan in zip(pairwise(began), plans, strict=False)]
    if not any(waits):
        return NO_WAIT
    shapes = {
        "constant": [delay for _ in waits],
        "linear": [delay * (k + 1) for k in range(len(waits))],
        "doubled": [delay * 2 ** (k + 1) for k in range(len(waits))],
    }
    return next((WAITS[name] for name, shape in shapes.items() if waits == shape), OTHER_WAITS)


def check_succeeds(seen, plans, delay, attempts):
    """The result of the last plan."""
    facts = seen.value
    check_attempts(seen, plans, delay, attempts)
    check_gave(facts, plans[-1][2])
    check_nothing_left(facts)


def check_fails(seen, plans, delay, attempts):
    """The exception of the last plan."""
    facts = seen.value
    check_attempts(seen, plans, delay, attempts)
    assert facts["how"] != "gave", FAILURE_HIDDEN
    last = len(plans) - 1
    assert facts["how"] == "raised", CANCELLED_WITHOUT_REASON
    assert facts["what"] == f"{plans[-1][2]}: number {last}", NOT_THE_LAST
    check_nothing_left(facts)


def failures(rng, count, seconds=None):
    """Plans of attempts that fail, each in its own way."""
    return [
        ("fails", rng.randint(1, 16) / 8 if seconds is None else seconds, rng.choice(ERRORS))
        for _ in range(count)
    ]


@pytest.mark.task(2)
def test_a_first_success(retry, rng):
    """The first result comes at once, and the function is not called again."""
    attempts = rng.randint(2, 6)
    plans = [("gives", moments(rng, 1)[0], secret(rng))]
    check_succeeds(retry(plans, attempts, 1), plans, 1, attempts)


@pytest.mark.task(2)
@FUNCTIONS
def test_a_success_after_failures(retry, rng, forms):
    """Each failure is followed by a wait and another attempt; the first success ends it, whatever the function is."""
    for form in forms:
        plans = [*failures(rng, 2), ("gives", 1.5, secret(rng))]
        [delay] = moments(rng, 1, high=7)
        check_succeeds(retry(plans, 6, delay, form), plans, delay, 6)


@pytest.mark.task(2)
@pytest.mark.parametrize("count", [1, 5])
def test_all_attempts_fail(retry, rng, count):
    """Each wait is twice the one before, there is none after the last failure, and that one comes out."""
    plans, [delay] = failures(rng, count), moments(rng, 1, high=5)
    check_fails(retry(plans, count, delay), plans, delay, count)


@pytest.mark.task(2)
def test_the_last_attempt_succeeds(retry, rng):
    """The last attempt counts, too."""
    count = rng.randint(3, 6)
    plans = [*failures(rng, count - 1), ("gives", 1, secret(rng))]
    check_succeeds(retry(plans, count, 0.5), plans, 0.5, count)


@pytest.mark.task(2)
def test_an_empty_result_is_a_success(retry):
    """None and 0 are no failures: the function is not called again."""
    for value in EMPTY:
        plans = [("fails", 1, "OSError"), ("gives", 1, value)]
        check_succeeds(retry(plans, 4, 2), plans, 2, 4)


@pytest.mark.task(2)
def test_any_exception_is_a_failure(retry, rng):
    """Whatever the exception is, it is tried again."""
    kinds = rng.sample(["TimeoutError", *ERRORS], len(ERRORS) + 1)
    plans = [*(("fails", 0.5, kind) for kind in kinds), ("gives", 1, secret(rng))]
    check_succeeds(retry(plans, 9, 0.25), plans, 0.25, 9)


@pytest.mark.task(2)
def test_no_delay(retry, rng):
    """With a delay of 0 the attempts follow each other at once."""
    plans = failures(rng, 7, 0)
    check_fails(retry(plans, 7, 0), plans, 0, 7)


@pytest.mark.task(2)
@pytest.mark.parametrize("before", [0, 2], ids=["at first", "after two failures"])
def test_a_cancellation_is_no_failure(retry, rng, before):
    """A CancelledError out of the function comes out at once."""
    plans = [*failures(rng, before, 1), ("is cancelled", 1)]
    seen = retry(plans, 5, 2)
    check_attempts(seen, plans, 2, 5)
    assert seen.value["how"] == "was cancelled", CANCEL_SWALLOWED


@pytest.mark.task(2)
@pytest.mark.parametrize("after", [5.5, 9.5], ids=["first wait", "second attempt"])
def test_a_caller_that_is_cancelled(retry_cancelled, after):
    """Whoever cancels the caller ends it all, whether in an attempt or in a wait."""
    plans = [("fails", 3, "OSError"), ("fails", 2, "OSError"), ("gives", 2, "too late")]
    seen = retry_cancelled(plans, 5, 6, after)
    check_cancelled_retry(seen, after, 1 if after < 9 else 2)


@pytest.mark.task(2)
def test_a_caller_that_is_cancelled_in_the_last_attempt(retry_cancelled):
    """The last attempt is no exception: it is cancelled like the others."""
    plans = [("fails", 1, "OSError"), ("gives", LATER, "too late")]
    check_cancelled_retry(retry_cancelled(plans, 2, 2, 8), 8, 2)


def check_cancelled_retry(seen, after, begun):
    """The CancelledError came out at that moment, and no attempt began later."""
    facts = seen.value
    assert not seen.sightings.blockings, BLOCKED
    assert facts["how"] == "was cancelled", CANCEL_SWALLOWED
    assert len(facts["finally"]) == begun, CANCELLATION_RETRIED
    assert facts["took"] == after
    assert all(work["end"][0] in ("fails", "cancelled") for work in facts["finally"]), WORK_LEFT_BY_CANCELLED
    check_nothing_left(facts)


@pytest.mark.task(2)
def test_calls_at_the_same_time(retry, retries_together, rng):
    """Two calls at the same time count and wait each for itself."""
    calls = [
        ([*failures(rng, 2), ("gives", 1, secret(rng))], 4, 1),
        ([*failures(rng, 3), ("gives", 2, secret(rng))], 4, 2.5),
    ]
    for plans, attempts, delay in calls:  # what goes wrong already alone has another cause
        check_succeeds(retry(plans, attempts, delay), plans, delay, attempts)
    seen = retries_together(calls)
    for facts, (plans, _, delay) in zip(seen.value, calls, strict=True):
        assert [work["began"] for work in facts["finally"]] == starts(plans, delay), SHARED
        assert facts["what"] == plans[-1][2], SHARED


# Task 3


def check_work_ran_on(facts, plan):
    """Nobody cancelled the work, and it came to its own end."""
    work = facts["finally"][0]
    assert work["cancelled"] is None, TASK_CANCELLED
    assert work["end"][0] != "cancelled", TASK_CANCELLED
    assert work["end"][0] == plan[0]
    assert work["end"][1] in (plan[1], None)


def check_pair(facts):
    """A tuple of two, with a flag as the first of them."""
    assert facts["how"] != "was cancelled", CANCELLED_WITHOUT_REASON
    if facts["what"] is None:
        pytest.fail(NOTHING_RETURNED)
    pair = facts["what"]
    if not isinstance(pair, list) or pair[0] not in (True, False):
        pytest.fail(NO_PAIR)
    return pair


def check_finished(seen, plan):
    """(True, result) at the time when the work ends."""
    facts = seen.value
    check_kept_still(seen, facts)
    if facts["how"] == "raised":
        assert facts["what"] == plan[2], OWN_TIMEOUT
    ok, result = check_pair(facts)
    assert ok, STILL_IN_TIME
    assert result == plan[2]
    assert facts["took"] == plan[1]
    check_work_ran_on(facts, plan)
    check_nothing_left(facts)


def check_runs_on(seen, plan, seconds):
    """(False, task) when the time is up, and the task comes to its own end."""
    facts = seen.value
    if facts["took"] >= plan[1] > seconds:
        pytest.fail(NO_TIME_LIMIT)
    if facts["how"] == "raised":
        assert facts["what"] == "(False, task)", PAIR_WANTED
    if facts["finally"][0]["end"][0] == "cancelled":
        pytest.fail(TASK_CANCELLED)
    check_kept_still(seen, facts)
    ok, task = check_pair(facts)
    assert not ok, NO_TASK
    assert task != "a task that has ended", TASK_ENDED
    assert task == "a running task", NO_TASK
    assert facts["took"] == seconds
    check_work_ran_on(facts, plan)
    later = ["gave", plan[2]] if plan[0] == "gives" else ["raised", f"{plan[2]}: number 0"]
    assert facts["later"] == [*later, plan[1]], RESULT_LOST
    check_nothing_left(facts)


@pytest.mark.task(3)
@FORMS
def test_finished_in_time(finish_anyway, rng, forms):
    """What ends in time gives (True, result) at its own time."""
    for given_as in forms:
        first, deadline = moments(rng, 2)
        plan = ("gives", first, secret(rng))
        check_finished(handing_over(finish_anyway, plan, deadline, given_as), plan)


@pytest.mark.task(3)
@FORMS
def test_runs_on_when_the_time_is_up(finish_anyway, rng, forms):
    """When the time is up it gives the running task, which will have the result."""
    for given_as in forms:
        deadline, last = moments(rng, 2)
        plan = ("gives", last, secret(rng))
        check_runs_on(finish_anyway(plan, deadline, given_as), plan, deadline)


@pytest.mark.task(3)
def test_an_empty_result_in_time(finish_anyway):
    """None and 0 are results, in time as well as later."""
    for value in EMPTY:
        plan = ("gives", 2, value)
        check_finished(finish_anyway(plan, 3, "coroutine"), plan)
    check_runs_on(finish_anyway(plan, 1, "coroutine"), plan, 1)


@pytest.mark.task(3)
def test_at_the_first_moment(finish_anyway, rng):
    """It works as well for what does not wait, and for a time limit of 0 seconds."""
    plan = ("gives", 0, secret(rng))
    check_finished(finish_anyway(plan, 2, "coroutine"), plan)
    plan = ("gives", 3, secret(rng))
    check_runs_on(finish_anyway(plan, 0, "coroutine"), plan, 0)


@pytest.mark.task(3)
@pytest.mark.parametrize("kind", ["TimeoutError", "LookupError"])
def test_a_failure_in_time_comes_out(finish_anyway, rng, kind):
    """An exception that is raised in time comes out, a TimeoutError like any other."""
    for given_as in ("coroutine", "future"):
        first, deadline = moments(rng, 2)
        plan = ("fails", first, kind)
        check_error_comes_out(finish_anyway(plan, deadline, given_as), plan)


@pytest.mark.task(3)
def test_a_time_limit_within(finish_anyway, rng):
    """A TimeoutError of a time limit within the work comes out, too."""
    first, deadline = moments(rng, 2)
    plan = ("times out", first)
    check_error_comes_out(finish_anyway(plan, deadline, "coroutine"), plan)


@pytest.mark.task(3)
def test_a_failure_later_is_in_the_task(finish_anyway, rng):
    """What fails when the time is up already fails in the task, for whoever awaits that."""
    deadline, last = moments(rng, 2)
    plan = ("fails", last, rng.choice(["TimeoutError", *ERRORS]))
    check_runs_on(finish_anyway(plan, deadline, "coroutine"), plan, deadline)


@pytest.mark.task(3)
@pytest.mark.parametrize("given_as", ["coroutine", "task"])
def test_runs_on_when_the_caller_is_cancelled(finish_anyway_cancelled, rng, given_as):
    """Who is cancelled while it waits stops waiting; the work goes on to its end, in time or not."""
    after, one, two = moments(rng, 3)
    deadline, last = rng.choice([(one, two), (two, one)])
    plan = ("gives", last, secret(rng))
    facts = finish_anyway_cancelled(plan, deadline, after, given_as).value
    check_work_ran_on(facts, plan)
    assert facts["how"] == "was cancelled", CANCEL_SWALLOWED
    assert facts["took"] == after
    check_nothing_left(facts)
