"""Judges `task_group.py`: what comes out of a group of coroutines, when, and that nobody is left behind.

The plans that the coroutines follow are explained in `scenarios.py`. Moments that are compared are distinct.
"""

from __future__ import annotations

import pytest

from grader.observation import Opaque

STRANGER = "A task was cancelled that it had not started: cancel only your own tasks."
IN_TURN = "The coroutines ran one after the other; all of them should run at the same time."
NEVER_BEGUN = "A coroutine was never started."
NOTHING_RETURNED = "Gave None: hand the result back with `return`."
GAVE_TASKS = "Gave tasks in place of results: take the `result()` of each of them."
EMPTY_DROPPED = "Some results are missing: None, 0 and empty ones count like any other."
ANOTHER_ORDER = "The results are not in the order of the list."
LEFT_RUNNING = "Coroutines were still running when it ended: nobody had cancelled them."
LEFT_CANCELLING = "It ended before the coroutines that it had cancelled had ended: wait for them."
LEFT_HELPERS = "Tasks of its own were still there when it ended."
GROUP_WANTED = "A bare exception came out; it should stand in an ExceptionGroup."
FAILURE_HIDDEN = "It returned as if nothing had happened, although a coroutine had failed."
NO_FAILURE = "It raised a group of exceptions, although no coroutine had failed."
CANCELLED_INSIDE = "The group holds a CancelledError: it should hold failures only."
NESTED = "The group holds another group, and only that one holds the failures."
OTHER_EXCEPTIONS = "The group holds exceptions that no coroutine raised: put in those that were raised."
SUCCESS_AS_FAILURE = "The group holds an exception that a coroutine had returned as its result, not raised."
FAILURE_MISSING = "A failure is missing in the group."
CLEANUP_FAILURE_MISSING = "A failure is missing in the group: who fails while it cleans up has failed, too."
NOT_CANCELLED = "The first failure should cancel the others; they ran on to their end."
CANCELLED_LATE = "The first failure was noticed late: the others should be cancelled at that very moment."
CANCEL_SWALLOWED = "Its caller was cancelled, but no CancelledError came out."
CANCEL_AS_ERROR = "Its caller was cancelled; the CancelledError should come out, not another exception."
NOT_PASSED_ON = "Its caller was cancelled, but the coroutines ran on: they should be cancelled as well."
CANCELLED_WITHOUT_REASON = "A CancelledError came out, although nobody had cancelled the caller."

WAITED_FOR_NOTHING = "All coroutines had ended, but it went on waiting."
RUNS = ("running", "cleaning up")

FAILURE_CANCELS = "A failure cancelled the other coroutines; here each of them should run to its own end."
FAILURE_CAME_OUT = "A failure came out of settle; it should stand in the list, as an error."
NOT_PAIRS = 'Each coroutine should give a pair: ("ok", result) or ("error", exception).'
RETURNED_IS_OK = 'A coroutine that returns an exception object has not failed: that is "ok".'
EMPTY_IS_OK = 'A result that is None, 0 or empty is a result: it is "ok".'
ERROR_ITSELF = "The pair of a failure should hold the very exception that was raised."

FAILURE_WON = "A failure ended the race; only a success wins."
LOSER_CAME_OUT = "The failure of a loser came out of the race: once somebody has won, it does not matter."
LOST_SUCCESS = "A coroutine succeeded, but the race ended as if all had failed."
NOT_THE_FIRST = "Gave the result of another coroutine than the one that succeeded first."
EMPTY_LOST = "A result that is None, 0 or empty did not win: it is a success like any other."
RETURNED_LOST = "An exception object that a coroutine returned did not win: it was returned, not raised."
WAITED_ON = "It waited on after the first success; the others should be cancelled at that moment."
ALL_FAILED_HIDDEN = "All coroutines failed, but no exception came out."
GROUP_ORDER = "The failures in the group are not in the order of the list."
ALL_FAIL_NONE_MISSING = "Every coroutine failed; the group should hold the failure of each of them."


# What every run is asked.


def watch(play, function, plans):
    """The facts of a run that nobody cancels; it starts everybody and leaves nothing behind."""
    seen = play(function, plans)
    facts = seen.value
    assert facts["stranger"] != "cancelled", STRANGER
    if len(plans) > 1 and any(began not in (0, None) for began in facts["began"]):
        pytest.fail(IN_TURN)
    if any(plan[1] for plan in plans):
        assert facts["how"] != "was cancelled", CANCELLED_WITHOUT_REASON
    return facts


def check_all_begun(facts):
    """For plans in which nothing ends at the first moment."""
    if None in facts["began"]:
        never_ended = facts["began"][0] == 0 and set(facts["began"][1:]) == {None}
        pytest.fail(IN_TURN if never_ended else NEVER_BEGUN)


def check_nothing_left(facts):
    """Every coroutine has ended, and every task with it; the function ends with the last of them."""
    unfinished = [number for number, (state, _) in enumerate(facts["ends"]) if state in RUNS]
    if "running" in facts["left"]:
        pytest.fail(LEFT_RUNNING if unfinished else LEFT_HELPERS)
    assert not facts["left"], LEFT_CANCELLING
    assert not unfinished, LEFT_RUNNING


def check_ends_with_the_last(facts):
    """The function ends at the moment when the last coroutine has ended: not earlier, and not later."""
    assert facts["took"] == max((at for _, at in facts["ends"] if at is not None), default=0), (
        WAITED_FOR_NOTHING
    )


def results_of(facts):
    """The list that was returned; any sequence will do."""
    if facts["what"] is None:
        pytest.fail(NOTHING_RETURNED)
    return list(facts["what"]) if isinstance(facts["what"], tuple) else facts["what"]


def check_results(facts, expected):
    """The results, in the order of the list."""
    got = results_of(facts)
    if isinstance(got, list) and any(isinstance(item, Opaque) for item in got):
        pytest.fail(GAVE_TASKS)
    if isinstance(got, list) and got == [result for result in expected if result]:
        assert got == expected, EMPTY_DROPPED
    if isinstance(got, list) and sorted(map(repr, got)) == sorted(map(repr, expected)):
        assert got == expected, ANOTHER_ORDER
    assert got == expected


def group_of(facts, instead):
    """The exceptions of the group that was raised; `instead` is said where there was no exception."""
    assert facts["how"] != "raised a bare error", GROUP_WANTED
    assert facts["how"] != "returned", instead
    assert facts["how"] != "was cancelled", CANCELLED_WITHOUT_REASON
    group = facts["what"]
    # A BaseExceptionGroup that is no ExceptionGroup holds something that is no Exception.
    flat = group["of"]
    assert not any("another CancelledError" in str(error) for error in flat), CANCELLED_INSIDE
    assert group["group"], CANCELLED_INSIDE
    return flat


def check_group(facts, expected, *, missing=FAILURE_MISSING, instead=FAILURE_HIDDEN, returned=()):
    """Exactly the failures of the coroutines `expected`, in any order."""
    errors = group_of(facts, instead)
    assert not any(isinstance(error, dict) for error in errors), NESTED
    wanted = [f"error {number}" for number in expected]
    assert not any(f"error {number}" in errors for number in returned), SUCCESS_AS_FAILURE
    if any(error.startswith("another") for error in errors):
        assert sorted(errors) == wanted, OTHER_EXCEPTIONS
    if set(errors) < set(wanted):
        assert sorted(errors) == wanted, missing
    assert sorted(errors) == sorted(wanted)


def check_cancelled(play_cancelled, function, plans, after):
    """A caller that is cancelled while all wait passes it on, waits for the cleanups and ends cancelled."""
    seen = play_cancelled(function, plans, after)
    facts = seen.value
    assert facts["stranger"] != "cancelled", STRANGER
    check_all_begun(facts)
    check_nothing_left(facts)
    waiting = [number for number, plan in enumerate(plans) if plan[1] > after]
    assert all(facts["cancelled"][number] == after for number in waiting), NOT_PASSED_ON
    assert facts["how"] != "returned", CANCEL_SWALLOWED
    assert not facts["how"].startswith("raised"), CANCEL_AS_ERROR
    check_ends_with_the_last(facts)


def check_second_thoughts(play_cancelled, function, plans, after):
    """The caller is cancelled while the function waits for cleanups: still, nobody is left behind."""
    facts = play_cancelled(function, plans, after).value
    assert facts["stranger"] != "cancelled", STRANGER
    check_all_begun(facts)
    check_nothing_left(facts)


def times(rng, count):
    """`count` distinct numbers of seconds, none of them 0, as eighths of a second."""
    return [number / 8 for number in rng.sample(range(1, 30 * count), count)]


def giving(rng, seconds):
    """Plans of coroutines that give something which nobody can know."""
    return [("gives", second, rng.randrange(10**6)) for second in seconds]


# Task 1


@pytest.mark.task(1)
@pytest.mark.parametrize("seconds", [[4, 1, 2], [2.5]], ids=str)
def test_results_in_the_order_of_the_list(play, rng, seconds):
    """All run at the same time, and the results stand in the order of the list."""
    plans = giving(rng, seconds)
    facts = watch(play, "all_or_nothing", plans)
    assert facts["how"] == "returned", NO_FAILURE
    check_all_begun(facts)
    check_results(facts, [plan[2] for plan in plans])
    assert facts["took"] == max(seconds)
    check_nothing_left(facts)


@pytest.mark.task(1)
def test_any_result_counts(play, rng):
    """None, 0, an empty list, a result that occurs twice, and an exception that was returned are results."""
    values = [None, 0, "", [], False, "twice", "twice", rng.randrange(10**6)]
    rng.shuffle(values)
    plans = [("gives", i + 1, value) for i, value in enumerate(values)] + [("gives an error object", 2)]
    facts = watch(play, "all_or_nothing", plans)
    assert facts["how"] == "returned", SUCCESS_AS_FAILURE
    check_results(facts, [*values, f"error {len(values)}"])


@pytest.mark.task(1)
def test_no_coroutines_and_many(play, rng):
    """An empty list gives an empty list at once; thirty take as long as the longest of them."""
    for plans in (giving(rng, times(rng, 30)), []):
        facts = watch(play, "all_or_nothing", plans)
        check_results(facts, [plan[2] for plan in plans])
        assert facts["took"] == max((plan[1] for plan in plans), default=0)


def check_first_failure(facts, plans, failing):
    """Coroutine `failing` is the first to fail; who waits then is cancelled at that moment."""
    at = plans[failing][1]
    check_all_begun(facts)
    longest = max(plan[1] for plan in plans)
    assert facts["how"] != "returned", FAILURE_HIDDEN
    if facts["took"] >= longest > at and not any(facts["cancelled"]):
        assert facts["took"] == at, NOT_CANCELLED
    check_nothing_left(facts)
    expected = [at if plan[1] > at else None for plan in plans]
    at_that_moment = facts["cancelled"] == expected
    assert at_that_moment, CANCELLED_LATE
    check_ends_with_the_last(facts)


@pytest.mark.task(1)
@pytest.mark.parametrize(
    "plans",
    [
        [("gives", 2, "a"), ("fails", 1), ("gives", 4, "b")],
        [("gives", 5, "a"), ("fails", 3), ("fails", 4), ("fails", 2)],
        [("fails", 2.5)],
    ],
    ids=["second in the list", "last in the list", "alone"],
)
def test_the_first_failure_cancels_the_rest(play, plans):
    """At the first failure everybody else is cancelled, and the failure comes out in a group."""
    facts = watch(play, "all_or_nothing", plans)
    failing = min((plan[1], number) for number, plan in enumerate(plans) if plan[0] == "fails")[1]
    check_first_failure(facts, plans, failing)
    check_group(facts, [failing])


@pytest.mark.task(1)
def test_one_failure_among_many(play, rng):
    """Whoever fails first, and with whatever exception, ends it all."""
    seconds = times(rng, 20)
    plans = giving(rng, seconds)
    failing = sorted(range(20), key=seconds.__getitem__)[rng.randrange(5, 15)]
    kind = rng.choice(["ValueError", "LookupError", "TypeError", "TimeoutError", "AssertionError"])
    plans[failing] = ("fails", seconds[failing], kind)
    facts = watch(play, "all_or_nothing", plans)
    check_first_failure(facts, plans, failing)
    check_group(facts, [failing])


@pytest.mark.task(1)
def test_waits_for_the_cleanups(play, rng):
    """It ends when the last cleanup is over, and only failures come out."""
    one, two = times(rng, 2)
    plans = [
        ("gives", 60, "a", "cleans up", one),
        ("gives an error object", 0.5),
        ("fails", 1),
        ("gives", 70, "b", "finishes anyway", two),
    ]
    facts = watch(play, "all_or_nothing", plans)
    check_first_failure(facts, plans, 2)
    check_group(facts, [2], returned=[1])


@pytest.mark.task(1)
def test_a_failing_cleanup_is_a_failure(play, rng):
    """Who fails in its cleanup has failed: the group holds that failure as well."""
    one, two = times(rng, 2)
    plans = [
        ("gives", 60, "a", "fails in its cleanup", one),
        ("gives", 70, "b", "cleans up", 1),
        ("fails", 2, "LookupError"),
        ("gives", 80, "c", "fails in its cleanup", two),
    ]
    facts = watch(play, "all_or_nothing", plans)
    check_first_failure(facts, plans, 2)
    # Who is cancelled a second time in its cleanup does not come to its failure.
    failed = [number for number, (how, _) in enumerate(facts["ends"]) if how.startswith("fails")]
    check_group(facts, failed, missing=CLEANUP_FAILURE_MISSING)


@pytest.mark.task(1)
@pytest.mark.parametrize("seconds", [0, 3])
def test_failures_at_one_moment(play, seconds):
    """Of failures at the same moment at least one comes out, and nothing else."""
    plans = [("gives", 9, "a"), ("fails", seconds), ("fails", seconds), ("gives", 8, "b")]
    facts = watch(play, "all_or_nothing", plans)
    check_nothing_left(facts)
    errors = group_of(facts, FAILURE_HIDDEN)
    assert set(map(str, errors)) <= {"error 1", "error 2"}, OTHER_EXCEPTIONS
    assert facts["took"] == seconds, CANCELLED_LATE


def waiting(rng):
    """Coroutines that wait for a long time, with cleanups; and how long the longest cleanup is."""
    cleanups = times(rng, 2)
    plans = [
        ("gives", 60, "a", "cleans up", cleanups[0]),
        ("gives", 80, "b"),
        ("gives", 70, "c", "cleans up", cleanups[1]),
    ]
    return plans, max(cleanups)


@pytest.mark.task(1)
def test_all_or_nothing_passes_a_cancellation_on(play_cancelled, rng):
    """When its caller is cancelled everybody is, and has ended when the CancelledError comes out."""
    plans, _ = waiting(rng)
    check_cancelled(play_cancelled, "all_or_nothing", [("gives", 1, "early"), *plans], 2)


@pytest.mark.task(1)
def test_all_or_nothing_cancelled_during_cleanups(play_cancelled, rng):
    """Nobody is left behind either when the caller is cancelled while the cleanups are under way."""
    plans, cleanup = waiting(rng)
    check_second_thoughts(play_cancelled, "all_or_nothing", [*plans, ("fails", 2)], 2 + cleanup / 2)


# Task 2


def pairs_of(plans):
    """What `settle` gives for each plan."""
    given = {"gives": "ok", "gives an error object": "ok", "fails": "error"}
    return [
        (given[plan[0]], plan[2] if plan[0] == "gives" else f"error {number}")
        for number, plan in enumerate(plans)
    ]


def check_settled(facts, plans):
    """A pair for each coroutine, and each ran to its own end."""
    assert facts["how"] != "raised a bare error", FAILURE_CAME_OUT
    assert facts["how"] != "raised a group", FAILURE_CAME_OUT
    assert not any(moment is not None for moment in facts["cancelled"]), FAILURE_CANCELS
    check_all_begun(facts)
    check_nothing_left(facts)
    got, expected = results_of(facts), pairs_of(plans)
    if isinstance(got, list) and any(type(pair) is not tuple or len(pair) != 2 for pair in got):
        assert got == expected, NOT_PAIRS
    if isinstance(got, list) and len(got) == len(expected):
        for number, plan in enumerate(plans):
            if plan[0] == "gives an error object":
                assert got[number] != ("error", f"error {number}"), RETURNED_IS_OK
            if plan[0] == "gives" and not plan[2]:
                assert got[number][0] != "error", EMPTY_IS_OK
        if [kind for kind, _ in got] == [kind for kind, _ in expected]:
            for pair, wanted in zip(got, expected, strict=True):
                if pair[0] == "error" and not str(pair[1]).startswith("error "):
                    assert pair == wanted, ERROR_ITSELF
    check_results(facts, expected)
    assert facts["took"] == max((plan[1] for plan in plans), default=0)


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "plans",
    [
        [("gives", 1, "a"), ("fails", 2), ("gives", 3, "b")],
        [("fails", 3, "ValueError"), ("fails", 1, "LookupError"), ("fails", 2, "TimeoutError")],
        [("gives", 2, "a"), ("gives", 1, "b")],
    ],
    ids=["one fails", "all fail", "none fails"],
)
def test_settle_tells_how_each_ended(play, plans):
    """Each coroutine runs to its own end, and its place in the list tells how it ended."""
    check_settled(watch(play, "settle", plans), plans)


@pytest.mark.task(2)
def test_settle_takes_any_mixture(play, rng):
    """Results and errors stand where their coroutine stands, whoever ended first."""
    kinds = ["OSError", "ValueError", "LookupError", "TypeError", "TimeoutError", "AssertionError"]
    plans = [
        ("fails", second, rng.choice(kinds))
        if rng.random() < 0.5
        else ("gives", second, rng.randrange(10**6))
        for second in times(rng, 20)
    ]
    check_settled(watch(play, "settle", plans), plans)
    check_settled(watch(play, "settle", []), [])


@pytest.mark.task(2)
def test_settle_keeps_any_result_and_any_error(play, rng):
    """None, 0, and an exception that was returned, are results; a group of exceptions is an error like any other."""
    plans = [("gives", i + 1, value) for i, value in enumerate([None, 0, [], "", False, "error"])]
    plans += [("fails", 2.5, "ExceptionGroup"), ("fails", 3.5, "OSError"), ("gives an error object", 1.5)]
    rng.shuffle(plans)
    check_settled(watch(play, "settle", plans), plans)


@pytest.mark.task(2)
def test_settle_with_delays_of_zero(play):
    """It works as well where some end at the first moment."""
    plans = [("fails", 0), ("gives", 0, "a"), ("gives", 2, "b")]
    check_settled(watch(play, "settle", plans), plans)


@pytest.mark.task(2)
def test_settle_passes_a_cancellation_on(play_cancelled, rng):
    """When its caller is cancelled everybody is, and has ended when the CancelledError comes out."""
    plans, _ = waiting(rng)
    check_cancelled(play_cancelled, "settle", [("gives", 1, "early"), *plans, ("fails", 1.5)], 2)


# Task 3


def check_won(facts, plans, winners):
    """One of the `winners` gave the result; everybody else was cancelled at that moment, and has ended."""
    at = plans[winners[0]][1]
    check_all_begun(facts)
    if facts["how"] == "raised a bare error":
        loser = facts["ends"][int(facts["what"].split()[1])][0] == "fails in its cleanup"
        pytest.fail(LOSER_CAME_OUT if loser else FAILURE_WON)
    assert facts["how"] != "raised a group", LOST_SUCCESS
    check_nothing_left(facts)
    late = [number for number, plan in enumerate(plans) if plan[1] > at and facts["cancelled"][number] != at]
    if facts["took"] > at and late:
        pytest.fail(WAITED_ON)
    results = [f"error {w}" if plans[w][0] == "gives an error object" else plans[w][2] for w in winners]
    if facts["what"] is None and None not in results:
        pytest.fail(NOTHING_RETURNED)
    if facts["what"] not in results:
        assert facts["what"] == results[0], NOT_THE_FIRST
    check_ends_with_the_last(facts)


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "plans",
    [
        [("gives", 4, "a"), ("gives", 1, "b"), ("gives", 2, "c")],
        [("fails", 1), ("gives", 3, "a"), ("gives", 2, "b")],
        [("gives", 2.5, "a")],
    ],
    ids=["all succeed", "a failure first", "alone"],
)
def test_the_first_success_wins(play, plans):
    """The first success wins, wherever it stands; failures before it do not matter."""
    facts = watch(play, "race", plans)
    winner = min((plan[1], number) for number, plan in enumerate(plans) if plan[0] == "gives")[1]
    check_won(facts, plans, [winner])


@pytest.mark.task(3)
def test_the_first_success_of_many(play, rng):
    """Of many coroutines the first that succeeds wins, after some failures."""
    seconds = times(rng, 20)
    plans = giving(rng, seconds)
    order = sorted(range(20), key=seconds.__getitem__)
    before = rng.randrange(3, 10)
    for number in [*order[:before], *rng.sample(order[before + 1 :], 5)]:
        plans[number] = ("fails", seconds[number])
    check_won(watch(play, "race", plans), plans, [order[before]])


@pytest.mark.task(3)
@pytest.mark.parametrize("value", [None, [], "an error object"], ids=repr)
def test_any_result_wins(play, value):
    """A result may be None, 0 or empty, or an exception object: what is returned is a success."""
    winner = ("gives an error object", 2) if value == "an error object" else ("gives", 2, value)
    plans = [("fails", 1), winner, ("gives", 3, "late"), ("gives", 4, "later")]
    facts = watch(play, "race", plans)
    assert facts["what"] != "late", RETURNED_LOST if value == "an error object" else EMPTY_LOST
    check_won(facts, plans, [1])


@pytest.mark.task(3)
def test_the_losers_have_ended(play, rng):
    """Cleanups are waited for; how they end does not matter, not even when they fail."""
    cleanups = times(rng, 3)
    plans = [
        ("gives", 60, "a", "fails in its cleanup", cleanups[0]),
        ("gives", 70, "b", "finishes anyway", cleanups[1]),
        ("fails", 2),
        ("gives", 3, rng.randrange(10**6)),
        ("fails", 80, "cleans up", cleanups[2]),
    ]
    facts = watch(play, "race", plans)
    check_won(facts, plans, [3])


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("seconds", "others"),
    [(2, []), (2, [("gives", 5, "late")]), (0, [])],
    ids=["alone", "with another", "at the first moment"],
)
def test_a_success_beats_a_failure_at_the_same_moment(play, seconds, others):
    """Where one fails and one succeeds at the same moment, the success wins."""
    for plans in (
        [("fails", seconds), ("gives", seconds, "a"), ("fails", seconds), *others],
        [("gives", seconds, "a"), ("fails", seconds), *others],
    ):
        facts = watch(play, "race", plans)
        facts["began"] = [0 for _ in plans]  # who does not win at the first moment need not have begun
        facts["ends"] = [end for end in facts["ends"] if end[0] != "not begun"]
        check_won(facts, plans, [plans.index(("gives", seconds, "a"))])


@pytest.mark.task(3)
def test_two_successes_at_the_same_moment(play, rng):
    """Of two successes at the same moment either may win."""
    plans = [*giving(rng, [4, 2, 2]), ("fails", 1), *giving(rng, [3])]
    check_won(watch(play, "race", plans), plans, [1, 2])


@pytest.mark.task(3)
@pytest.mark.parametrize("seconds", [[1], [2, 2]], ids=str)
def test_when_all_fail_each_failure_is_in_the_group(play, seconds):
    """When the last has failed, the failures come out in a group, in the order of the list."""
    check_all_failed(play, [("fails", second) for second in seconds])


@pytest.mark.task(3)
def test_many_failures(play, rng):
    """The order of the group is that of the list, whoever failed first, and with whatever exception."""
    kinds = ["OSError", "ValueError", "LookupError", "TypeError", "TimeoutError", "AssertionError"]
    check_all_failed(play, [("fails", second, rng.choice(kinds)) for second in times(rng, 15)])


def check_all_failed(play, plans):
    """The group of all failures, at the time of the last one."""
    facts = watch(play, "race", plans)
    check_all_begun(facts)
    check_nothing_left(facts)
    check_group(facts, range(len(plans)), missing=ALL_FAIL_NONE_MISSING, instead=ALL_FAILED_HIDDEN)
    assert facts["what"]["of"] == [f"error {number}" for number in range(len(plans))], GROUP_ORDER
    assert facts["took"] == max(plan[1] for plan in plans)


@pytest.mark.task(3)
def test_race_passes_a_cancellation_on(play_cancelled, rng):
    """When its caller is cancelled everybody is, and has ended when the CancelledError comes out."""
    plans, _ = waiting(rng)
    check_cancelled(play_cancelled, "race", [("fails", 1), *plans], 2)


@pytest.mark.task(3)
def test_race_cancelled_during_cleanups(play_cancelled, rng):
    """Nobody is left behind either when the caller is cancelled while the losers clean up."""
    plans, cleanup = waiting(rng)
    check_second_thoughts(play_cancelled, "race", [*plans, ("gives", 2, "first")], 2 + cleanup / 2)
