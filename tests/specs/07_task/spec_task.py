"""What must be seen of the answers to exercise 07: when coroutines run, in which tasks, and who keeps hold of them.

All delays are multiples of an eighth of a second, so that sums of them are exact.
"""

import pytest

from grader.observation import Opaque

# --- task 1 ---------------------------------------------------------------------------------------------------

NO_TASK = "start gave no task: make an asyncio.Task of the coroutine and hand it back."
A_COROUTINE = "start gave a coroutine back: nobody runs it until somebody awaits it. Make a task of it."
NOTHING = "start gave None: hand the task back with `return`."
RAN_IN_START = "start waited until the coroutine was over: hand the task back at once, without awaiting it."
BEGUN_IN_START = "The coroutine had begun when start returned: no turn of the loop may pass in start."
NEVER_RAN = "The coroutine did not run in the background: it was not over although it had had time enough."


def judge_start(started, seconds, value, failure=None):
    """A task that has not begun; it runs by itself, and has the outcome of the coroutine."""
    seen = started.observe(seconds, value, failure)
    if seen.error is not None:
        assert seen.error.type not in ("BrokenError", "SpilledError"), RAN_IN_START
        seen = started(seconds, value, failure)
    facts = seen.value
    if seconds:
        assert facts["took"] < seconds, RAN_IN_START
    assert facts["kind"] != "nothing", NOTHING
    assert facts["kind"] != "coroutine", A_COROUTINE
    assert facts["kind"] == "task", NO_TASK
    assert facts["begun"] == 0, BEGUN_IN_START
    assert not facts["done"], "The task was done already when start returned: it should be pending."
    assert facts["took"] == 0, "start took time: hand the task back at once."
    assert facts["ran"], NEVER_RAN
    assert len(facts["ran"]) == 1, "The coroutine was begun more than once."
    assert facts["ended"] == [seconds or 0], NEVER_RAN
    assert facts["done later"], NEVER_RAN
    expected = ["gave", value] if failure is None else [failure, value]
    assert facts["outcome"] == expected


@pytest.mark.task(1)
@pytest.mark.parametrize("seconds", [3, 0, None], ids=["3", "zero", "no wait"])
def test_the_task_has_not_begun(started, seconds, rng):
    """When start returns, nothing of the coroutine has run; then it runs without being awaited."""
    judge_start(started, seconds, rng.randint(1, 10**6))


@pytest.mark.task(1)
@pytest.mark.parametrize("seconds", [2, None], ids=["2", "no wait"])
def test_a_failure_stays_in_the_task(started, seconds, rng):
    """No exception comes out of start; whoever awaits the task gets the exception."""
    judge_start(started, seconds, f"egg {rng.randint(1, 999)}", "BrokenError")


@pytest.mark.task(1)
def test_tasks_run_side_by_side(started_together, rng):
    """Several tasks wait at the same time."""
    delays = [rng.randint(1, 80) / 8 for _ in range(6)]
    facts = started_together(delays).value
    assert facts["results"] == delays
    assert facts["took"] == max(delays), (
        "The tasks did not run at the same time: start should not wait for them."
    )


# --- task 2 ---------------------------------------------------------------------------------------------------

NOT_THREE = "before_and_after should give a tuple of three: state before, state after, result."
STATE_TOO_LATE = (
    "The state before was asked for when the coroutine had run already: ask before the first await."
)
STATE_TOO_EARLY = "The state after was asked for before the task was done."
OTHER_WORDS = 'A state is told in the words "pending" and "finished".'
RESULT_IS_OPAQUE = "The third value is a task or a coroutine: give the result that comes out of it."
AWAITED_TWICE = "The coroutine was awaited although a task runs it already: await the task."
NO_TASK_AT_ALL = "The coroutine ran in the task of the caller: make a task for it, and await that task."


def judge_states(states, seconds, value):
    """Pending, finished, and the result; the coroutine ran once, in a task of its own."""
    seen = states.observe(seconds, value)
    if seen.error is not None:
        assert "awaited" not in seen.error.message, AWAITED_TWICE
        seen = states(seconds, value)
    facts = seen.value
    given = facts["given"]
    assert isinstance(given, tuple), NOT_THREE
    assert len(given) == 3, NOT_THREE
    before, after, result = given
    assert facts["runs"] == 1, "The coroutine should run exactly once."
    assert not facts["in the task of the caller"], NO_TASK_AT_ALL
    assert {before, after} <= {"pending", "finished"}, OTHER_WORDS
    assert before == "pending", STATE_TOO_LATE
    assert after == "finished", STATE_TOO_EARLY
    assert not isinstance(result, Opaque), RESULT_IS_OPAQUE
    assert result == value
    assert facts["took"] == (seconds or 0), "before_and_after took longer than the coroutine."


@pytest.mark.task(2)
@pytest.mark.parametrize("seconds", [2.5, 0, None], ids=["2.5", "zero", "no wait"])
def test_pending_before_and_finished_after(states, seconds, rng):
    """Also for a coroutine that is over at once, or after one turn of the loop."""
    judge_states(states, seconds, rng.randint(1, 10**6))


@pytest.mark.task(2)
@pytest.mark.parametrize("value", [None, 0, [1, 2]], ids=repr)
def test_any_result(states, value):
    """Results that count as false, and None, are results as well."""
    judge_states(states, 1, value)


@pytest.mark.task(2)
@pytest.mark.parametrize(
    ("seconds", "failure"), [(3, "BrokenError"), (None, "SpilledError")], ids=["3", "no wait"]
)
def test_an_exception_comes_out(states_of_a_failure, seconds, failure, rng):
    """What the coroutine raises comes out of before_and_after."""
    text = f"egg {rng.randint(1, 999)}"
    facts = states_of_a_failure(seconds, failure, text).value
    assert facts["outcome"][0] != "gave", (
        "The exception of the coroutine did not come out of before_and_after."
    )
    assert facts["outcome"] == [failure, text]
    assert facts["took"] == (seconds or 0)


@pytest.mark.task(2)
def test_an_exception_as_a_result(states_of_an_error_as_result):
    """A coroutine that returns an exception has not failed."""
    seen = states_of_an_error_as_result.observe()
    assert seen.error is None or seen.error.type != "BrokenError", "The result of the coroutine was raised."
    assert states_of_an_error_as_result().value == ["pending", "finished", True]


# --- task 3 ---------------------------------------------------------------------------------------------------

NO_DICT = "start_all should give a dict: the result of each coroutine under its name."
TASKS_IN_DICT = "The dict holds tasks or coroutines in place of their results."
IN_TURN = "The coroutines ran one after the other; they should all begin at once."
MIXED_UP = "The results stand under the wrong names."
NOT_NAMED = "The tasks do not carry the names of the dict: create_task takes a name."
SAME_NAME = "All the tasks carry the same name: each has its own."
REFUSES_NOTHING = "For an empty dict, start_all should give {}."


def judge_all(all_started, plan):
    """Every result under its name, all at the same time, each in a task of its name."""
    facts = all_started(plan).value
    results, delays = facts["results"], [delay for _, delay, _ in plan]
    expected = {name: value for name, _, value in plan}
    assert isinstance(results, dict), NO_DICT
    assert not any(isinstance(result, Opaque) for result in results.values()), TASKS_IN_DICT
    assert not any(facts["begun"]), IN_TURN
    assert facts["took"] == max(delays, default=0), IN_TURN
    if sorted(map(repr, results.values())) == sorted(map(repr, expected.values())):
        assert results == expected, MIXED_UP
    assert results == expected
    names = sorted(facts["names"])
    if len(plan) > 1:
        assert len(set(names)) > 1, SAME_NAME
    assert names == sorted(expected), NOT_NAMED


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "delays",
    [[3, 1, 2], [2, 2, 2], [0, 1, 0]],
    ids=["3-1-2", "equal", "zeros"],
)
def test_all_at_the_same_time(all_started, delays, rng):
    """It takes as long as the longest; each result stands under its name."""
    names = rng.sample(["bread", "tea", "egg", "milk", "茶", "two words", "Task-1"], len(delays))
    plan = [(name, delay, rng.randint(1, 10**6)) for name, delay in zip(names, delays, strict=True)]
    judge_all(all_started, plan)


@pytest.mark.task(3)
def test_results_that_are_alike(all_started, rng):
    """Twenty names in any order; equal results, None and False keep their places."""
    names = [f"dish {number}" for number in rng.sample(range(1000), 20)]
    judge_all(
        all_started, [(name, rng.randint(1, 40) / 8, rng.choice([None, False, "", 7])) for name in names]
    )


@pytest.mark.task(3)
def test_nothing_to_start(all_started, rng):
    """An empty dict gives {}; one that is not empty does not."""
    seen = all_started.observe([])
    if seen.error is not None:
        assert seen.error.type != "ValueError", REFUSES_NOTHING
    assert all_started([]).value["results"] == {}, REFUSES_NOTHING
    judge_all(all_started, [("tea", 1, rng.random())])


# --- task 4 ---------------------------------------------------------------------------------------------------

NOT_EMPTY = "A new Background should count no tasks."
SPAWN_WAITS = "spawn took time: it should return at once."
NOT_TOGETHER = "What was spawned did not run at the same time, in the background."
COUNTS_DONE = "len counted tasks that were done: take a task out when it is done."
COUNTS_TOO_FEW = "len did not count all the tasks that were still running."
COLLECTED = "A task was collected by the garbage collector while it was running: keep a reference to it."
KEPT = "Tasks that were done are still kept: let go of a task when it is done."
DRAIN_TOO_EARLY = "drain was over before all the tasks had ended."
DRAIN_TOO_LATE = "drain was over long after the last of the tasks."
DRAIN_STOPPED = "drain gave up at the first failure: raise it only when all the tasks have ended."
FAILURE_LOST = "A task had failed, and drain did not raise its exception."
EARLIER_LOST = "A task that failed before drain was called is forgotten: its exception should be raised, too."
RAISED_AGAIN = "drain raised an exception that it had raised before: forget one that was raised."
NO_FAILURE = "drain raised an exception although no task had failed."
CANCELLED_RAISED = "drain raised the CancelledError of a task: a cancelled task has not failed."
NOT_ITS_OWN = "drain waited for a task that nobody had spawned: wait for its own tasks only."
SPAWNED_MEANWHILE = "drain did not wait for what was spawned while it was waiting."
SHARED = "Two Backgrounds share their tasks: each needs its own."


def failures_of(plan):
    """What may come out of drain."""
    return [[failure, f"number {number}"] for number, (_, failure) in enumerate(plan) if failure]


def longest(plan):
    return max((seconds or 0 for seconds, _ in plan), default=0)


def judge_drain(drain, plan, *, at, ended, too_early=DRAIN_TOO_EARLY, lost=FAILURE_LOST):
    """All have ended, at the right moment; and then one of the failures, if there is any."""
    failures = failures_of(plan)
    assert drain["outcome"][0] != "was cancelled", CANCELLED_RAISED
    assert drain["outcome"][0] != "a group", (
        "drain raised a group of exceptions: raise one of them, as it is."
    )
    if drain["ended"] < ended:
        assert drain["outcome"] not in failures, DRAIN_STOPPED
    assert drain["ended"] == ended, too_early
    assert drain["at"] >= at, too_early
    assert drain["at"] < at + 1, DRAIN_TOO_LATE
    if failures:
        assert drain["outcome"][0] != "gave", lost
        assert drain["outcome"] in failures, "drain should raise the exception of one of the tasks, as it is."
    else:
        assert drain["outcome"][0] == "gave", NO_FAILURE


@pytest.mark.task(4)
@pytest.mark.parametrize("delays", [[4, 1, 2, 1], [5, 5, 5]], ids=["four", "equal"])
def test_counts_what_is_running(counted, delays):
    """A call of spawn returns at once, all run at the same time, len counts those that are not done."""
    moments = [second + 0.5 for second in range(7)]
    facts = counted(delays, moments).value
    assert facts["empty"] == 0, NOT_EMPTY
    assert facts["took"] == 0, SPAWN_WAITS
    assert facts["begun"], (
        "What was spawned did not begin by itself: spawn has to start it, without being awaited."
    )
    assert facts["begun"] == len(delays) * [0], NOT_TOGETHER
    assert facts["ended"] == sorted(delays), NOT_TOGETHER
    running = [sum(delay > moment for delay in delays) for moment in moments]
    assert not any(seen > real for seen, real in zip(facts["counts"], running, strict=True)), COUNTS_DONE
    assert facts["counts"] == running, COUNTS_TOO_FEW


@pytest.mark.task(4)
def test_keeps_hold_of_running_tasks(collected):
    """Nobody but the Background refers to the tasks: the garbage collector must not find them."""
    facts = collected(5).value
    assert facts["collected"] == 0, COLLECTED
    assert facts["ended"] == 5, NOT_TOGETHER


@pytest.mark.task(4)
def test_lets_go_of_tasks_that_are_done(kept):
    """What is done is neither counted nor kept."""
    facts = kept(20).value
    assert facts["made"] == 20, NOT_TOGETHER
    assert facts["counts"] == [0, 0], COUNTS_DONE
    assert facts["kept"] <= 1, KEPT


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("plan", "before"),
    [
        ([(1, None), (3, None), (2, None)], 0.5),
        ([(None, None), (0, None), (1.5, None)], 0),
        ([(1, None), (3, None)], 10),
    ],
    ids=["1-3-2", "some at once", "all over"],
)
def test_drain_waits_for_all(drained, plan, before):
    """A call of drain returns when the last one has ended, at once if there is none left; also a second time."""
    for drain in drained(plan, before, 2).value:
        judge_drain(drain, plan, at=max(before, longest(plan)), ended=len(plan))
        assert drain["len"] == 0, COUNTS_DONE


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "plan",
    [
        [(1, "BrokenError"), (4, None), (2, None)],
        [(3, None), (2, "SpilledError"), (0, None)],
        [(None, "BrokenError"), (5, None)],
        [(2, "SpilledError"), (4, None), (1, "BrokenError"), (3, "SpilledError")],
    ],
    ids=["the first", "the second", "at once", "three of four"],
)
def test_a_failure_is_raised_when_all_have_ended(drained, plan):
    """Whoever fails, the others are waited for; then one of the exceptions comes out."""
    [drain] = drained(plan, 0, 1).value
    judge_drain(drain, plan, at=longest(plan), ended=len(plan))


@pytest.mark.task(4)
@pytest.mark.parametrize("before", [2.5, 20])
def test_a_failure_from_before_is_raised(drained, before):
    """A task that failed before drain was called is not forgotten."""
    plan = [(1, None), (2, "BrokenError"), (4, None)]
    [drain] = drained(plan, before, 1).value
    judge_drain(drain, plan, at=max(before, 4), ended=3, lost=EARLIER_LOST)


@pytest.mark.task(4)
def test_a_failure_is_raised_once(raised_again):
    """What was raised is forgotten. Whether the other ones are kept is up to the program."""
    texts = raised_again(["SpilledError", "BrokenError", "SpilledError"], 5).value
    assert texts[0], FAILURE_LOST
    raised = [text for text in texts if text]
    assert len(set(raised)) == len(raised), RAISED_AGAIN


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "plan",
    [
        [(1, None), (2, None), (1, None), (3, None)],
        [(1, None), (2, None), (1, "BrokenError")],
        [(0, "BrokenError"), (2, None)],
    ],
    ids=["four", "the last fails", "the first fails"],
)
def test_waits_for_what_a_task_spawns(drained_chain, plan):
    """A coroutine spawns the next one as its last act: drain waits for that one as well."""
    at = sum(seconds for seconds, _ in plan)
    judge_drain(drained_chain(plan).value, plan, at=at, ended=len(plan), too_early=SPAWNED_MEANWHILE)


@pytest.mark.task(4)
def test_waits_for_what_others_spawn(drained_while_others_spawn, rng):
    """Others go on spawning while drain is waiting."""
    moments = sorted(rng.sample(range(1, 30), 4))
    facts = drained_while_others_spawn(moments, 3).value
    assert facts["ended"] == 5, SPAWNED_MEANWHILE
    assert facts["at"] < moments[-1] + 4, DRAIN_TOO_LATE


@pytest.mark.task(4)
def test_waits_for_its_own_tasks_only(drained_beside_a_stranger, rng):
    """Other tasks of the loop are none of its business."""
    delay = rng.randint(1, 9)
    facts = drained_beside_a_stranger(delay).value
    assert facts["at"] >= delay, DRAIN_TOO_EARLY
    assert facts["at"] < delay + 1, NOT_ITS_OWN
    assert facts["stranger"] == "pending", "drain ended a task that nobody had spawned."


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("cancelled_at", "drained_at", "failure"),
    [(1, 5, None), (5, 1, None), (5, 1, "BrokenError")],
    ids=["before", "meanwhile", "beside a failure"],
)
def test_a_cancelled_task_is_no_failure(drained_after_a_cancellation, cancelled_at, drained_at, failure):
    """Then drain goes on waiting for the others, and raises only what has really failed."""
    plan = [(8, None), (2, failure)]
    drain = drained_after_a_cancellation(cancelled_at, drained_at, plan).value
    judge_drain(drain, plan, at=8, ended=2)


@pytest.mark.task(4)
def test_it_can_be_used_again(drained_and_used_again):
    """After drain, also after a failure, tasks can be spawned anew."""
    first, second = [(2, "BrokenError"), (1, None)], [(3, None), (1, None)]
    drains = drained_and_used_again(first, second).value
    for drain, plan in zip(drains, (first, second), strict=True):
        judge_drain(drain, plan, at=longest(plan), ended=2)


@pytest.mark.task(4)
def test_two_backgrounds_are_on_their_own(two_backgrounds):
    """Neither counts, awaits or raises what belongs to the other."""
    facts = two_backgrounds(1, 5).value
    assert facts["counts"] == [1, 1], SHARED
    (one, at), (other, other_at) = facts["one"], facts["other"]
    assert one[0] == "gave", SHARED
    assert at < 2, SHARED
    assert other == ["BrokenError", "of the other"], FAILURE_LOST
    assert at >= 1, DRAIN_TOO_EARLY
    assert other_at >= 5, DRAIN_TOO_EARLY


@pytest.mark.task(4)
def test_many_tasks(drained, rng):
    """Forty tasks, one of which fails."""
    plan = [(rng.randint(1, 80) / 8, None) for _ in range(40)]
    plan[rng.randrange(40)] = (1, "BrokenError")
    [drain] = drained(plan, 0, 1).value
    judge_drain(drain, plan, at=longest(plan), ended=40)
