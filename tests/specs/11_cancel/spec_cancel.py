"""What must be seen of the answers to exercise 11: states, requests to cancel, cleanups, an interrupt."""

import pytest

# --- task 1 ---------------------------------------------------------------------------------------------------

STATES = {
    "has not begun": "pending",
    "waits at an await": "pending",
    "was just asked to cancel": "pending",
    "cleans up after cancel()": "pending",
    "has finished": "done",
    "has finished with a result": "done",
    "has failed": "done",
    "finished although it was asked to cancel": "done",
    "failed while it cleaned up": "done",
    "was cancelled": "cancelled",
    "was cancelled before it began": "cancelled",
    "was cancelled and cleaned up": "cancelled",
}


WAITS = 'A task that waits is "pending": only the one whose code runs right now is "running".'
ASKED = 'A task that was asked to cancel and has not ended yet is still "pending".'
NO_RESULT = "A cancelled task has no result: ask whether it was cancelled before you look for one."
CANCELLED_AND_DONE = 'A task that was cancelled and has ended is "cancelled", although it is also done.'
NO_CURRENT_TASK = (
    "In a callback of the loop no task is the current one: asyncio.current_task() gives None there."
)


@pytest.mark.task(1)
def test_the_task_that_asks_is_running(state_of_itself):
    """The current task is the one whose code runs right now: "running"."""
    seen = state_of_itself()
    assert seen.value != [None, None], "state_of gave None: the state must be returned, not printed."
    assert seen.value == ["running", "running"], (
        'A task that asks about itself is "running": it is the current task.'
    )


@pytest.mark.task(1)
@pytest.mark.parametrize("kind", ["has not begun", "waits at an await"])
def test_a_task_that_has_not_ended_is_pending(state, kind):
    """A task that waits for its turn, or at an `await`, is pending."""
    seen = state(kind)
    assert seen.value == "pending", WAITS


@pytest.mark.task(1)
def test_the_caller_that_waits_is_pending(state_of_the_caller):
    """A task that awaits the one that asks is not running meanwhile."""
    seen = state_of_the_caller()
    assert seen.value == "pending", (
        'The first task of a program is "pending", too, while it awaits another one.'
    )


@pytest.mark.task(1)
@pytest.mark.parametrize("kind", ["has finished", "has finished with a result", "has failed"])
def test_a_task_that_has_ended_is_done(state, kind):
    """With a result or with an error, a task that has ended is done."""
    seen = state(kind)
    assert seen.value == "done", 'A task that has ended is "done", whether it gave a result or failed.'


@pytest.mark.task(1)
@pytest.mark.parametrize(
    "kind", ["was cancelled", "was cancelled before it began", "was cancelled and cleaned up"]
)
def test_a_task_that_ended_cancelled_is_cancelled(state, kind):
    """A task that ended because it was cancelled is cancelled, not just done."""
    seen = state.observe(kind)
    assert seen.error is None, NO_RESULT
    assert seen.value == "cancelled", CANCELLED_AND_DONE


@pytest.mark.task(1)
@pytest.mark.parametrize("kind", ["was just asked to cancel", "cleans up after cancel()"])
def test_a_request_to_cancel_is_not_the_end(state, kind):
    """Between cancel() and its end a task is still pending."""
    seen = state(kind)
    assert seen.value == "pending", ASKED


@pytest.mark.task(1)
@pytest.mark.parametrize("kind", ["finished although it was asked to cancel", "failed while it cleaned up"])
def test_a_task_may_end_otherwise_although_asked_to_cancel(state, kind):
    """What counts is how a task ended, not what it was asked."""
    seen = state(kind)
    assert seen.value == "done", 'A task that was asked to cancel, yet finished or failed, is "done".'


@pytest.mark.task(1)
def test_a_task_of_the_same_name_is_another_task(state_of_a_namesake):
    """Two tasks may have one name; only one of them is running."""
    seen = state_of_a_namesake()
    assert seen.value == "pending", (
        "Another task of the same name was taken for the current one: compare the tasks."
    )


@pytest.mark.task(1)
def test_in_a_callback_no_task_is_running(state_in_a_callback):
    """A callback of the loop belongs to no task, so a task that waits is pending there, too."""
    seen = state_in_a_callback.observe()
    missing = seen.error is not None and "'NoneType' object has no attribute" in seen.error.message
    assert not missing, NO_CURRENT_TASK
    seen = state_in_a_callback()
    assert seen.value == "pending", WAITS


@pytest.mark.task(1)
def test_each_task_has_its_own_state(states, rng):
    """Of several tasks each has its own state."""
    kinds = rng.sample(list(STATES), 6)
    seen = states(kinds)
    assert seen.value == [STATES[kind] for kind in kinds]


# --- task 2 ---------------------------------------------------------------------------------------------------

GONE = "asyncio.Task.all_tasks of the notes has been gone since Python 3.9: call asyncio.all_tasks()."
CANCELLED_ITSELF = "cancel_all cancelled the task that called it: leave out the current task."
PASSED_ON = (
    "The CancelledError of another task came out of cancel_all, which asked for it and must expect it."
)
NEVER_RETURNED = "cancel_all never returned: perhaps it waits for itself, the current task."
CANCEL_ALL_BLOCKS = "cancel_all blocks the loop while it waits, so no other task can end: use `await`."
NOT_ENDED = "A task had not ended when cancel_all returned: cancel() only asks, so wait for each of them."
CUT_SHORT = "A task that was cleaning up was cancelled a second time, so its cleanup was cut short."
NOT_CANCELLED = "A task was left to run to its end: cancel_all must ask every other task to cancel."
NO_LIST = "cancel_all must give a list of names."
LISTED_ANYWAY = "A task that finished although it was asked to cancel is in the list: it was not cancelled."
FAILED_LISTED = "A task that failed in its cleanup is in the list: it failed, it was not cancelled."
ENDED_LISTED = "A task that had ended before cancel_all was called is in the list."
OTHER_NAMES = "The list holds other names than those of the tasks, `task.get_name()`."
MISSING = "A task that was cancelled is missing in the list."
UNSORTED = "The names are right, but they are not sorted."
ERROR_CAME_OUT = "The error of another task came out of cancel_all: how that task ends is its own business."

ENDS = {
    "waits": "cancelled",
    "cleans up": "cancelled",
    "awaits the one before": "cancelled",
    "was asked before": "cancelled",
    "finishes anyway": "finished",
    "fails in its cleanup": "failed",
    "had finished": "finished",
    "had failed": "failed",
    "had been cancelled": "cancelled",
}
"""How a task beside cancel_all ends, by its kind."""
TAKE_THEIR_TIME = {"cleans up", "finishes anyway", "fails in its cleanup"}
ENDED_BEFORE = {"had finished", "had failed", "had been cancelled"}


def returned(facts):
    """The facts of a call, once it is sure that cancel_all came back to a caller that can go on."""
    assert not facts["asked"], CANCELLED_ITSELF
    assert facts["caller"] != "was cancelled", PASSED_ON
    went_on = facts["caller"] == "went on"
    assert went_on, NEVER_RETURNED
    return facts


def judge_cancel_all(seen, others):
    """What became of the `others`, and whether the names are right; the most telling cause comes first."""
    facts = returned(seen.value)
    ends = dict(facts["ends"])
    assert not seen.sightings.blockings, CANCEL_ALL_BLOCKS
    kinds = {name: kind for name, kind, _ in others}
    assert "pending" not in ends.values(), NOT_ENDED
    assert not set(facts["begun"]) - set(facts["ended"]), CUT_SHORT
    ran_on = [name for name, kind in kinds.items() if ends[name] == "finished" and ENDS[kind] != "finished"]
    assert not ran_on, NOT_CANCELLED
    names = facts["names"]
    assert isinstance(names, list), NO_LIST
    assert all(isinstance(name, str) for name in names), NO_LIST
    listed = {kinds.get(name) for name in names}
    assert "finishes anyway" not in listed, LISTED_ANYWAY
    assert "fails in its cleanup" not in listed, FAILED_LISTED
    assert not listed & ENDED_BEFORE, ENDED_LISTED
    expected = sorted(
        name for name, kind in kinds.items() if ENDS[kind] == "cancelled" and kind not in ENDED_BEFORE
    )
    assert names == expected or sorted(names) != expected, UNSORTED
    assert not set(names) - set(kinds), OTHER_NAMES
    assert not set(expected) - set(names), MISSING
    assert names == expected


@pytest.mark.task(2)
def test_the_others_are_cancelled_and_the_caller_goes_on(cancel_beside):
    """The task that calls cancel_all gets its list and goes on; the others have ended."""
    others = [("mail", "waits", 0), ("backup", "waits", 0)]
    seen = cancel_beside.observe(others)
    gone = seen.error is not None and "has no attribute 'all_tasks'" in seen.error.message
    assert not gone, GONE
    judge_cancel_all(cancel_beside(others), others)


@pytest.mark.task(2)
def test_nobody_else_there(cancel_beside):
    """With no other task there is nothing to cancel and nothing to wait for."""
    seen = cancel_beside.observe([])
    assert seen.error is None, "With no other task there is nothing to wait for: the answer is []."
    assert returned(seen.value)["names"] == [], "With no other task the answer is []."


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "others",
    [
        pytest.param([("mail", "waits", 0)], id="one"),
        pytest.param([(name, "waits", 0) for name in ("web", "mail", "cron", "log", "db", "api")], id="six"),
        pytest.param(
            [("query", "waits", 0), ("report", "awaits the one before", 0)], id="one awaits the other"
        ),
        pytest.param([("mail", "was asked before", 0), ("web", "waits", 0)], id="one was asked before"),
    ],
)
def test_every_other_task_is_cancelled_and_named(cancel_beside, others):
    """All the others have ended cancelled, and their names are given in order."""
    judge_cancel_all(cancel_beside(others), others)


@pytest.mark.task(2)
def test_waits_until_every_cleanup_is_over(cancel_beside, rng):
    """Cleanups take time; cancel_all returns when the last of them is over."""
    lengths = rng.sample(range(1, 60), 3)
    others = [
        (name, "cleans up", length) for name, length in zip(("web", "mail", "db"), lengths, strict=True)
    ]
    judge_cancel_all(cancel_beside(others), others)


@pytest.mark.task(2)
@pytest.mark.parametrize("seconds", [0, 3])
def test_a_task_that_finishes_anyway_is_not_listed(cancel_beside, seconds):
    """A task may finish despite the request: it is waited for and is not in the list."""
    others = [("mail", "waits", 0), ("upload", "finishes anyway", seconds), ("db", "cleans up", 1)]
    judge_cancel_all(cancel_beside(others), others)


@pytest.mark.task(2)
@pytest.mark.parametrize("seconds", [0, 3])
def test_a_task_that_fails_in_its_cleanup_raises_nothing_here(cancel_beside, seconds):
    """A failure in another task's cleanup is that task's business."""
    others = [("mail", "waits", 0), ("upload", "fails in its cleanup", seconds), ("db", "cleans up", 5)]
    seen = cancel_beside.observe(others)
    came_out = seen.error is not None and seen.error.type == "OSError"
    assert not came_out, ERROR_CAME_OUT
    judge_cancel_all(cancel_beside(others), others)


@pytest.mark.task(2)
def test_tasks_that_have_ended_are_left_out(cancel_beside):
    """What ended before the call is neither cancelled nor listed."""
    others = [
        ("a", "had finished", 0),
        ("b", "had failed", 0),
        ("c", "had been cancelled", 0),
        ("mail", "waits", 0),
    ]
    judge_cancel_all(cancel_beside(others), others)


@pytest.mark.task(2)
def test_tasks_that_have_not_begun_are_cancelled_too(cancel_at_once):
    """A task that was made a moment ago and has not taken a step is cancelled as well."""
    facts = returned(cancel_at_once(["web", "mail"]).value)
    assert not facts["unasked"], (
        "A task that had not begun yet was left alone: it has to be cancelled as well."
    )
    assert "pending" not in dict(facts["ends"]).values(), NOT_ENDED
    assert facts["names"] == ["mail", "web"]


@pytest.mark.task(2)
def test_cancel_all_may_be_the_main_task(cancel_as_the_main_task):
    """Run by the loop itself, cancel_all finds the tasks that were made before the loop ran."""
    seen = cancel_as_the_main_task(["web", "mail", "db"])
    assert seen.value["ends"] == ["cancelled"] * 3, NOT_ENDED
    assert seen.value["names"] == ["db", "mail", "web"]


@pytest.mark.task(2)
def test_only_tasks_of_this_loop_are_cancelled(cancel_beside_another_loop):
    """The task of another event loop is nobody's business here."""
    facts = returned(cancel_beside_another_loop("mail").value)
    assert facts["foreign"] == "finished", (
        "A task of another event loop was cancelled: ask for the tasks of this one."
    )
    assert facts["names"] == ["mail"]


@pytest.mark.task(2)
def test_a_mixed_crowd(cancel_beside, rng):
    """Tasks of every kind at the same time."""
    kinds = [kind for kind in ENDS if kind != "awaits the one before"] * 2
    rng.shuffle(kinds)
    names = rng.sample(
        ["api", "backup", "cron", "db", "ftp", "log", "mail", "news", "ping", "sync", "top", "web"], 12
    )
    lengths = [rng.randint(0, 9) if kind in TAKE_THEIR_TIME else 0 for kind in kinds]
    others = list(zip(names, kinds, lengths, strict=False))
    judge_cancel_all(cancel_beside(others), others)


# --- task 3 ---------------------------------------------------------------------------------------------------

BLOCKS = "The worker blocks the loop while it waits: nobody else can run, so nobody can cancel it."
CLEANUP_UNASKED = "The worker logged cleanup although nobody cancelled it."
SWALLOWED = "The worker kept the cancellation to itself: it must raise the CancelledError again."
OTHER_ERROR = (
    "Cancelled, the worker ended with another error: what goes on to the caller must be the CancelledError."
)
NO_LIMIT = "A time limit around the worker had no effect: the cancellation must go on to the caller."
NO_CLEANUP = (
    "Cancelled, the worker never logged cleanup. (`except Exception` does not catch a CancelledError.)"
)
DONE_TOO = "The worker logged done although it was cancelled."


def judge_cancelled_work(facts):
    """A worker that was cancelled while it waited: its log, and what its task was told."""
    assert facts["end"] != "finished", SWALLOWED
    assert facts["end"] == "cancelled", OTHER_ERROR
    assert "cleanup" in facts["log"], NO_CLEANUP
    assert "done" not in facts["log"], DONE_TOO
    assert facts["log"] == ["start", "cleanup"]


@pytest.mark.task(3)
@pytest.mark.parametrize("seconds", [4, 0.5, 0])
def test_a_worker_left_alone_is_done_after_its_time(work, seconds):
    """Nobody cancels it: start, then done after the seconds."""
    seen = work(seconds)
    assert not seen.sightings.blockings, BLOCKS
    assert not seen.sightings.unawaited, "The worker does not wait: a coroutine was called without `await`."
    assert "cleanup" not in seen.value, CLEANUP_UNASKED
    assert seen.elapsed == seconds
    assert seen.value == ["start", "done"]


@pytest.mark.task(3)
def test_start_is_logged_at_once(work_halfway, rng):
    """Halfway the log holds start and nothing else."""
    seen = work_halfway(rng.randint(2, 50))
    assert not seen.sightings.blockings, BLOCKS
    assert seen.value == ["start"], "Halfway through its time the log must hold start, and nothing else."


@pytest.mark.task(3)
@pytest.mark.parametrize(("seconds", "after"), [(5, 2), (60, 0.25)])
def test_a_cancelled_worker_cleans_up_and_ends_cancelled(cancel_work, seconds, after):
    """Cancelled while it waits: start, cleanup, and its task is cancelled."""
    judge_cancelled_work(cancel_work(seconds, after).value)


@pytest.mark.task(3)
def test_cancelled_at_any_moment(cancel_work, rng):
    """Whenever the cancellation comes, it is treated alike."""
    seconds = rng.randint(10, 99)
    judge_cancelled_work(cancel_work(seconds, rng.randrange(1, 4 * seconds) / 4).value)


@pytest.mark.task(3)
def test_the_caller_feels_the_cancellation(cancel_the_caller_of_work):
    """A caller that awaits the worker gets the CancelledError."""
    facts = cancel_the_caller_of_work(5, 2).value
    assert facts["caller_saw"] == "CancelledError", SWALLOWED
    judge_cancelled_work(facts)


@pytest.mark.task(3)
def test_a_time_limit_works(limited_work):
    """`asyncio.wait_for` can only say that the time is up if the cancellation comes through."""
    seen = limited_work(5, 2)
    assert seen.value["timeout"], NO_LIMIT
    assert "cleanup" in seen.value["log"], NO_CLEANUP
    assert seen.value["log"] == ["start", "cleanup"]


@pytest.mark.task(3)
def test_within_its_time_limit_a_worker_is_done(limited_work):
    """A time limit that is not reached changes nothing."""
    seen = limited_work(2, 5)
    assert "cleanup" not in seen.value["log"], CLEANUP_UNASKED
    assert seen.value == {"log": ["start", "done"], "timeout": False}


@pytest.mark.task(3)
def test_cancelled_when_it_was_done(cancel_finished_work):
    """A request that comes too late changes nothing."""
    seen = cancel_finished_work(3)
    assert "cleanup" not in seen.value, CLEANUP_UNASKED
    assert seen.value == ["start", "done"]


@pytest.mark.task(3)
def test_two_workers_do_not_disturb_each_other(two_workers):
    """One is cancelled, the other goes on to its end."""
    seen = two_workers(9, 2, 4)
    assert seen.value["log"] == ["start", "start", "cleanup", "done"]
    assert seen.value["ends"] == ["cancelled", "finished"]


# --- task 4 ---------------------------------------------------------------------------------------------------

BARE = "asyncio.wait has refused bare coroutines since Python 3.11: make a task of each of them first."
ASYNCHRONOUS = "run_until_interrupted must be an ordinary function: `def`, not `async def`."
ESCAPED = "The KeyboardInterrupt came out of run_until_interrupted: it has to stop there."
NEVER_RUN = "One of the coroutines was never run."
NEVER_ASKED = "The loop was closed under a pending task that nobody had asked to cancel."
CLEANUP_UNFINISHED = (
    "The loop was closed while a cleanup was still going on: run it until every task has ended."
)
LEFT_PENDING = (
    "The loop was closed under a pending task: cancel() only asks, so run the loop until it has ended."
)
CLEANUP_CUT = "A cleanup was cut short: cancel each task once, then let it finish."
HELPER_LEFT = "A task that a coroutine had started was left pending: cancel everything that the loop has."
NO_PAIR = "It must give two lists of names: (finished, cancelled)."
INTERRUPTER_LISTED = (
    "The coroutine that raised KeyboardInterrupt is in a list: it raised, so it belongs in neither."
)
FAILURE_LISTED = "A coroutine that raised an error is in a list: it belongs in neither."
STUBBORN_LISTED = (
    "A coroutine that finished although it was asked to cancel is listed as cancelled: it has finished."
)
STUBBORN_MISSING = "A coroutine that finished although it was asked to cancel is missing among the finished."
RAN_ON = "After the KeyboardInterrupt a coroutine ran on to its end: what is pending must be cancelled."
NOT_CLOSED = "The event loop was still open at the end: close it."
DESTROYED = 'asyncio complained: "Task was destroyed but it is pending". A task was left behind.'
ONE_BY_ONE = "The coroutines ran one after the other: start them all, then wait."
CLEANUP_ERROR = "The error that a coroutine raised in its cleanup came out of run_until_interrupted."
NOT_TWICE = "Called a second time it raised an error: a loop that was closed cannot run again."
OWN_ERROR = "The error of one coroutine came out of run_until_interrupted: the others have a right to go on."
STOPPED_OTHERS = (
    "When one coroutine raised an error, the others were stopped: only a KeyboardInterrupt does that."
)


def judge_run(facts, plan, finished, cancelled):
    """What became of the coroutines of a `plan`, and whether both lists are right; the most telling cause first."""
    tidy(facts)
    given_finished, given_cancelled = pair(facts)
    judge_misplaced(given_finished, given_cancelled, plan)
    assert sorted(given_finished) == sorted(finished), wrong_list("finished", given_finished, finished)
    assert sorted(given_cancelled) == sorted(cancelled), wrong_list("cancelled", given_cancelled, cancelled)
    assert facts["closed"], NOT_CLOSED


def tidy(facts):
    """The interrupt was caught, every coroutine was run, and nothing was cut off."""
    assert not facts["asynchronous"], ASYNCHRONOUS
    assert not facts["escaped"], ESCAPED
    assert not facts["never_run"], NEVER_RUN
    assert facts["pending"] != ["helper"], HELPER_LEFT
    cleaning = [name for name in facts["cleanups_begun"] if name not in facts["cleanups_ended"]]
    assert not facts["unasked"], NEVER_ASKED
    assert not set(cleaning) & set(facts["pending"]), CLEANUP_UNFINISHED
    assert not facts["pending"], LEFT_PENDING
    assert not cleaning, CLEANUP_CUT
    assert not facts["destroyed"], DESTROYED


def pair(facts):
    """Both lists. A helper that a coroutine had started may stand among the cancelled, or not."""
    result = facts["result"]
    assert isinstance(result, tuple), NO_PAIR
    assert len(result) == 2, NO_PAIR
    assert all(isinstance(part, list) for part in result), NO_PAIR
    assert all(isinstance(name, str) for part in result for name in part), NO_PAIR
    return result[0], [name for name in result[1] if name != "helper"]


def judge_misplaced(finished, cancelled, plan):
    """Names in a list where they do not belong, or missing where they do."""
    kinds = {name: kind for name, kind, _ in plan}
    listed = {kinds.get(name) for name in finished + cancelled}
    assert "is interrupted" not in listed, INTERRUPTER_LISTED
    assert not listed & {"fails", "fails in its cleanup"}, FAILURE_LISTED
    assert "finishes anyway" not in {kinds.get(name) for name in cancelled}, STUBBORN_LISTED
    assert not {kinds.get(name) for name in finished} & {"waits", "cleans up"}, RAN_ON
    stubborn = {name for name, kind in kinds.items() if kind == "finishes anyway"}
    assert stubborn <= set(finished), STUBBORN_MISSING


def wrong_list(which, given, expected):
    """A sentence on a list that is not as expected."""
    if len(given) == len(expected) and not set(given) & set(expected):
        return f"`{which}` holds other names: it must hold each coroutine's `__name__`."
    if set(expected) - set(given):
        return f"A coroutine is missing in `{which}`."
    return f"`{which}` holds a name too many."


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "plan",
    [
        pytest.param([("quick", "ends", 1)], id="one"),
        pytest.param([("slow", "ends", 4), ("quick", "ends", 1), ("medium", "ends", 2)], id="three"),
    ],
)
def test_without_an_interrupt_all_finish_together(run, plan):
    """Nobody interrupts: all have finished after the time of the slowest, and the loop is closed."""
    seen = run.observe(plan)
    assert seen.error is None or "Passing coroutines is forbidden" not in seen.error.message, BARE
    seen = run(plan)
    assert not seen.value["asynchronous"], ASYNCHRONOUS
    assert max(seen.value["starts"], default=0) < 1, ONE_BY_ONE
    judge_run(seen.value, plan, [name for name, _, _ in plan], [])


@pytest.mark.task(4)
def test_no_coroutines_at_all(run_nothing):
    """Nothing to run: both lists are empty."""
    seen = run_nothing.observe()
    assert seen.error is None, "With no coroutines there is nothing to wait for: the answer is ([], [])."
    assert seen.value == ([], [])


@pytest.mark.task(4)
def test_an_error_of_one_does_not_stop_the_others(run):
    """A coroutine that raises is in neither list; the others go on."""
    plan = [("quick", "ends", 1), ("broken", "fails", 2), ("slow", "ends", 4)]
    seen = run.observe(plan)
    came_out = seen.error is not None and seen.error.type in ("ValueError", "ExceptionGroup")
    assert not came_out, OWN_ERROR
    facts = run(plan).value
    assert "slow" not in facts["pending"], STOPPED_OTHERS
    tidy(facts)
    assert "slow" not in pair(facts)[1], STOPPED_OTHERS
    judge_run(facts, plan, ["quick", "slow"], [])


@pytest.mark.task(4)
def test_interrupted_in_a_callback(run):
    """A KeyboardInterrupt in a callback of the loop: what is pending is cancelled."""
    plan = [("quick", "ends", 1), ("slow", "waits", 0), ("alarm", "sets an alarm", 2)]
    judge_run(run(plan).value, plan, ["quick"], ["slow", "alarm"])


@pytest.mark.task(4)
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_interrupted_in_a_coroutine(run, first):
    """A KeyboardInterrupt in one of the coroutines: that one raised, the others are cancelled."""
    plan = [("quick", "ends", 1), ("slow", "waits", 0), ("slower", "waits", 0)]
    plan.insert(0 if first else 3, ("ctrl_c", "is interrupted", 2))
    judge_run(run(plan).value, plan, ["quick"], ["slow", "slower"])


@pytest.mark.task(4)
@pytest.mark.parametrize("kind", ["sets an alarm", "is interrupted"])
def test_cleanups_get_the_time_that_they_take(run, kind):
    """Slow cleanups, which await, are run to their end."""
    plan = [("db", "cleans up", 3), ("mail", "cleans up", 1), ("upload", "cleans up", 8), ("ctrl_c", kind, 2)]
    cancelled = ["db", "mail", "upload"] + ["ctrl_c"] * (kind == "sets an alarm")
    judge_run(run(plan).value, plan, [], cancelled)


@pytest.mark.task(4)
@pytest.mark.parametrize("kind", ["sets an alarm", "is interrupted"])
def test_one_that_finishes_anyway_has_finished(run, kind):
    """What counts is how a coroutine ended, not that it was asked to cancel."""
    plan = [("upload", "finishes anyway", 2), ("slow", "waits", 0), ("ctrl_c", kind, 1)]
    judge_run(run(plan).value, plan, ["upload"], ["slow"] + ["ctrl_c"] * (kind == "sets an alarm"))


@pytest.mark.task(4)
@pytest.mark.parametrize("kind", ["sets an alarm", "is interrupted"])
def test_one_that_fails_in_its_cleanup_is_in_neither_list(run, kind):
    """An error in a cleanup neither comes out nor disturbs the other cleanups."""
    plan = [("upload", "fails in its cleanup", 1), ("db", "cleans up", 3), ("ctrl_c", kind, 1)]
    seen = run.observe(plan)
    came_out = seen.error is not None and seen.error.type in (
        "OSError",
        "ExceptionGroup",
        "BaseExceptionGroup",
    )
    assert not came_out, CLEANUP_ERROR
    judge_run(run(plan).value, plan, [], ["db"] + ["ctrl_c"] * (kind == "sets an alarm"))


@pytest.mark.task(4)
def test_one_that_failed_before_the_interrupt(run):
    """Errors before the interrupt change nothing for the others."""
    plan = [
        ("broken", "fails", 1),
        ("quick", "ends", 2),
        ("slow", "cleans up", 1),
        ("ctrl_c", "is interrupted", 3),
    ]
    judge_run(run(plan).value, plan, ["quick"], ["slow"])


@pytest.mark.task(4)
@pytest.mark.parametrize("kind", ["sets an alarm", "is interrupted"])
def test_what_a_coroutine_started_is_cancelled_too(run, kind):
    """A task that one of the coroutines started is pending as well: it is cancelled and may clean up."""
    plan = [("server", "has a helper", 4), ("ctrl_c", kind, 1)]
    judge_run(run(plan).value, plan, [], ["server"] + ["ctrl_c"] * (kind == "sets an alarm"))


@pytest.mark.task(4)
@pytest.mark.parametrize("kind", ["ends", "waits"])
def test_two_coroutines_of_the_same_name(run, kind):
    """Two calls of one coroutine function have the same name, and both count."""
    plan = [("worker", kind, 2), ("worker", kind, 3), ("ctrl_c", "is interrupted", 5)]
    facts = run(plan).value
    assert "worker" not in facts["never_run"], "Two coroutines of the same name were taken for one."
    tidy(facts)
    assert len(pair(facts)[0] + pair(facts)[1]) > 1, "Two coroutines of the same name were taken for one."
    both = ["worker", "worker"]
    judge_run(facts, plan, both if kind == "ends" else [], both if kind == "waits" else [])


@pytest.mark.task(4)
def test_interrupted_at_once(run):
    """An interrupt before the others have begun: nothing comes out and nothing is left behind."""
    facts = run([("ctrl_c", "is interrupted", 0), ("slow", "waits", 0), ("slower", "waits", 0)]).value
    assert not facts["escaped"], ESCAPED
    assert not facts["pending"], LEFT_PENDING
    assert not facts["destroyed"], DESTROYED
    finished, cancelled = pair(facts)
    assert finished == []
    assert set(cancelled) <= {"slow", "slower"}


@pytest.mark.task(4)
def test_it_can_be_called_again(run_again):
    """A second call needs a new loop: the first one is closed."""
    plan = [("quick", "ends", 1), ("slow", "waits", 0), ("ctrl_c", "is interrupted", 2)]
    seen = run_again.observe(plan)
    assert seen.error is None, NOT_TWICE
    judge_run(seen.value, plan, ["quick"], ["slow"])


@pytest.mark.task(4)
def test_a_whole_program(run, rng):
    """Coroutines of every kind, interrupted at some moment."""
    moment = rng.randint(5, 20)
    plan = [
        (f"early_{rng.randint(1, 99)}", "ends", rng.randint(1, moment - 1)),
        (f"late_{rng.randint(1, 99)}", "waits", 0),
        (f"clean_{rng.randint(1, 99)}", "cleans up", rng.randint(1, 9)),
        (f"stubborn_{rng.randint(1, 99)}", "finishes anyway", rng.randint(0, 9)),
        (f"broken_{rng.randint(1, 99)}", "fails", rng.randint(1, moment - 1)),
        (f"clumsy_{rng.randint(1, 99)}", "fails in its cleanup", rng.randint(0, 9)),
        ("ctrl_c", rng.choice(["is interrupted", "sets an alarm"]), moment),
    ]
    rng.shuffle(plan)
    of = {kind: name for name, kind, _ in plan}
    alarm = [name for name, kind, _ in plan if kind == "sets an alarm"]
    judge_run(
        run(plan).value, plan, [of["ends"], of["finishes anyway"]], [of["waits"], of["cleans up"], *alarm]
    )
