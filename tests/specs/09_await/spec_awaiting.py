"""Judges `awaiting.py`: whoever awaits is suspended, and everybody else goes on.

All delays are multiples of an eighth of a second, so that sums of them are exact.
"""

import pytest

from grader.observation import Opaque

NEVER_AWAITED = "A coroutine was made and never awaited, so that nothing waited for it."
NOTHING_RETURNED = "Gave None: hand the result back with `return`."
BLOCKED = "A call blocked the thread: everybody stood still, not only the coroutine that was waiting."
NO_PROGRESS = "Another coroutine should have had its turn every second meanwhile, and had not."
NOT_AWAITED_YET = "Gave a coroutine or a task in place of a result: `await` it first."


def delay_from(rng, longest=20):
    """A delay in eighths of a second: 2, 0.125, 3.5, 4.0, ..."""
    eighths = rng.randint(1, 8 * longest)
    return eighths // 8 if eighths % 16 == 0 else eighths / 8


def check_given(given):
    """A result, not what will give one later."""
    items = given if isinstance(given, list | tuple) else [given]
    if any(isinstance(item, Opaque) for item in items):
        pytest.fail(NOT_AWAITED_YET)


def check_time(seen, expected):
    """How long it took, with the coroutine that nobody awaited as the cause where there is one."""
    if seen.sightings.unawaited:
        assert seen.elapsed == expected, NEVER_AWAITED
    assert seen.elapsed == expected


def check_beats(seen, seconds):
    """Another coroutine had its turn every second."""
    if not seen.sightings.blockings:
        check_time(seen, seconds)
    beats = [float(second) for second in range(int(seconds) + 1)]
    assert seen.value == beats, BLOCKED if seen.sightings.blockings else NO_PROGRESS


# --- task 1 -----------------------------------------------------------------------------------------------------------

NO_COROUTINE_FUNCTION = (
    "do_some_work is no coroutine function: define it with `async def`, and without `yield`."
)
ANOTHER_TEXT = "The text should be that of the notes: `Done after 2s` for 2, with x as str(x) writes it."
MIXED_UP = "Of several at the same time, some gave the text of another one: x belongs to one call only."


def check_work(seen, x):
    """It has waited x seconds, and gives the text."""
    assert seen.value is not None, NOTHING_RETURNED
    check_given(seen.value)
    check_time(seen, x)
    assert seen.value == f"Done after {x}s", ANOTHER_TEXT


@pytest.mark.task(1)
def test_is_a_coroutine_function(kind_of_do_some_work, do_some_work, rng):
    """It is defined with `async def`, and can be awaited."""
    assert kind_of_do_some_work().value, NO_COROUTINE_FUNCTION
    x = delay_from(rng)
    check_work(do_some_work(x), x)


@pytest.mark.task(1)
@pytest.mark.parametrize("x", [2, 0.25, 2.0])
def test_waits_and_gives_the_text(do_some_work, x):
    """It waits x seconds and gives the text of the notes."""
    check_work(do_some_work(x), x)


@pytest.mark.task(1)
def test_waits_for_any_time(do_some_work, rng):
    """The same for no time, for little, and for much."""
    for x in (delay_from(rng, 3), delay_from(rng, 3600), 0):
        check_work(do_some_work(x), x)


@pytest.mark.task(1)
def test_others_run_while_it_waits(work_beside_a_heartbeat):
    """It suspends itself, and nobody else."""
    check_beats(work_beside_a_heartbeat(3.5), 3.5)


@pytest.mark.task(1)
def test_many_wait_at_the_same_time(many_at_work, rng):
    """Each has a time and a text of its own; together they take as long as the longest."""
    delays = [number / 8 for number in rng.sample(range(1, 160), 10)]
    seen = many_at_work(delays)
    check_given(seen.value)
    check_time(seen, max(delays))
    assert seen.value == [f"Done after {x}s" for x in delays], MIXED_UP


# --- task 2 -----------------------------------------------------------------------------------------------------------

NOT_CALLED = "relay did not await do_some_work: that is what each step does."
ANOTHER_X = "do_some_work was called with another x than relay was given."
TOO_MANY = "do_some_work was awaited more often than there are steps."
TOO_FEW = "do_some_work was awaited less often than there are steps."
AT_THE_SAME_TIME = "Steps ran at the same time: each one should begin when the one before it is over."
A_PAUSE = "relay took longer than its steps: the next one should begin as soon as one is over."
NO_LIST = "relay should give the list of the results, one for each step."
NOT_ITS_RESULTS = "The results in the list are not those that the steps gave, in their order."
RELAYS_IN_TURN = "Two relays at the same time waited for each other: await suspends one of them only."
SHARED_LIST = "A second relay gave results of the first one, too: begin each time with a new list."


def check_relay(relay, x, steps, word):
    """As many steps as asked for, one after the other, with their results in a list."""
    seen = relay(x, steps, word)
    facts = seen.value
    assert facts["given"] is not None, NOTHING_RETURNED
    check_given(facts["given"])
    if steps and seen.sightings.unawaited:
        assert len(facts["asked"]) >= steps, NEVER_AWAITED
    if steps:
        assert facts["asked"] != [], NOT_CALLED
    assert len(facts["asked"]) <= steps, TOO_MANY
    assert facts["asked"] == len(facts["asked"]) * [x], ANOTHER_X
    assert len(facts["asked"]) >= steps, TOO_FEW
    assert facts["most"] <= 1, AT_THE_SAME_TIME
    assert len(facts["ended"]) == steps, "relay was over before its last step was."
    assert seen.elapsed == x * steps, A_PAUSE
    assert isinstance(facts["given"], list), NO_LIST
    assert len(facts["given"]) == steps, NO_LIST
    assert facts["given"] == [f"{word} {number + 1}" for number in range(steps)], NOT_ITS_RESULTS


@pytest.mark.task(2)
@pytest.mark.parametrize(("x", "steps"), [(2, 3), (0.5, 4), (3, 1), (0, 5)], ids=["3", "4", "one", "no wait"])
def test_takes_one_step_after_the_other(relay, rng, x, steps):
    """Each step begins when the one before is over, and gives its own result."""
    check_relay(relay, x, steps, f"step {rng.randint(1, 999)}.")


@pytest.mark.task(2)
def test_any_number_of_steps(relay, rng):
    """The same for numbers that nobody has seen before, and for a large one."""
    for steps in (rng.randint(5, 15), 30):
        check_relay(relay, delay_from(rng), steps, f"step {rng.randint(1, 999)}.")


@pytest.mark.task(2)
def test_no_steps(relay, rng):
    """Without a step nothing is awaited, and the list is empty; with one it is not."""
    check_relay(relay, 3, 0, "step")
    check_relay(relay, 3, 1, f"step {rng.randint(1, 999)}.")


@pytest.mark.task(2)
def test_others_run_between_and_during_the_steps(relay_beside_a_heartbeat):
    """Another coroutine makes progress all the time."""
    check_beats(relay_beside_a_heartbeat(1.5, 5), 7.5)


@pytest.mark.task(2)
def test_a_second_relay_begins_anew(relay_again, rng):
    """Nothing is left of the relay before."""
    word = f"step {rng.randint(1, 999)}."
    first, second = relay_again(1.5, 2, word).value
    assert first == [f"{word} 1", f"{word} 2"], SHARED_LIST
    assert second == [f"{word} 3", f"{word} 4"], SHARED_LIST


@pytest.mark.task(2)
def test_two_relays_side_by_side(two_relays, rng):
    """Each goes at its own pace."""
    plan = [[delay_from(rng), rng.randint(1, 6)], [delay_from(rng), rng.randint(7, 12)]]
    assert two_relays(plan).value == sorted([x * steps, steps] for x, steps in plan), RELAYS_IN_TURN


# --- task 3 -----------------------------------------------------------------------------------------------------------

FALLBACK_RAN = "The fallback ran although nobody needed it: primary had given a result."
FALLBACK_EARLY = "The fallback began before primary had failed."
NOT_CAUGHT = "An exception of primary came out: with_fallback should have turned to the fallback."
ANOTHER_RESULT = "Gave something else than the result of primary."
NOT_THE_FALLBACKS = (
    "Primary had failed, and with_fallback gave something else than the result of the fallback."
)
LOST_FAILURE = "The fallback had failed, too, and its exception did not come out."
GROUP = "A group of exceptions came out: raise the exception itself."
TOO_LATE = "with_fallback was over at the wrong time: it takes as long as what it awaits."
NOT_CLOSED = (
    "A fallback coroutine that was not needed was left open: close() it, or Python says `never awaited`."
)
NOT_LEFT_ALONE = (
    "A fallback that was not needed is a task or a future: others may await it, so leave it as it is."
)
CANCELLATION_CAUGHT = "A cancellation did not pass through: CancelledError is no failure of primary."
BASE_CAUGHT = "An exception that is no `Exception` did not pass through: do not catch it."
PRIMARY_LEFT = "After the cancellation, primary was still running: it should have been cancelled, too."
FALLBACK_LEFT = "After the cancellation, the fallback was still running: it should have been cancelled, too."
LEFT_RUNNING = "with_fallback was over, and left a task of its own running."


def gives(value, seconds=2, kind="coroutine"):
    return {"kind": kind, "seconds": seconds, "then": "gives", "what": value}


def raises(what, seconds=2, kind="coroutine"):
    return {"kind": kind, "seconds": seconds, "then": "raises", "what": what}


def check_unused(fallback, kind):
    """It has never begun, and is closed if it is a coroutine; else it goes on as if nothing had been."""
    if kind == "coroutine":
        assert fallback["began"] == [], FALLBACK_RAN
        assert fallback["state"] == "CORO_CLOSED", NOT_CLOSED
    else:
        assert fallback["state"] == "pending", NOT_LEFT_ALONE


def check_fallback_used(facts, outcome, began, at):
    """Primary has failed at `began`, and the fallback gave the `outcome` at `at`."""
    assert facts["outcome"] != ["raised", "a group"], GROUP
    if facts["outcome"][0] == "raised" and outcome[0] == "gave":
        assert facts["outcome"] == outcome, NOT_CAUGHT
    assert facts["fallback"]["began"] in ([], [began]), FALLBACK_EARLY
    assert facts["outcome"] == outcome, LOST_FAILURE if outcome[0] == "raised" else NOT_THE_FALLBACKS
    assert facts["at"] == at, TOO_LATE
    assert facts["left"] == 0, LEFT_RUNNING


def check_unneeded(facts, outcome, at, kind="coroutine", another=ANOTHER_RESULT):
    """Primary has ended in this `outcome`, and the fallback had no part in it."""
    if kind == "coroutine":
        assert facts["fallback"]["began"] == [] or facts["outcome"] != outcome, FALLBACK_RAN
    assert facts["outcome"] == outcome, another
    assert facts["at"] == at, TOO_LATE
    check_unused(facts["fallback"], kind)
    assert facts["left"] == 0, LEFT_RUNNING


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("kind", "seconds"), [("coroutine", 2), ("coroutine", None), ("task", 2), ("future", None)]
)
def test_gives_the_result_of_primary(with_fallback, rng, kind, seconds):
    """The fallback has no part in it, and takes no time."""
    value = rng.randint(1, 10**6)
    facts = with_fallback(gives(value, seconds, kind), gives("spare", 3)).value
    check_given(facts["outcome"])
    check_unneeded(facts, ["gave", value], seconds or 0)


@pytest.mark.task(3)
@pytest.mark.parametrize("value", [None, 0, ""], ids=["None", "zero", "empty"])
def test_an_empty_result_is_a_result(with_fallback, value):
    """A result that counts as false is no failure."""
    facts = with_fallback(gives(value), gives("spare")).value
    check_unneeded(facts, ["gave", value], 2, another="A result like None, 0 or '' is a result, no failure.")


@pytest.mark.task(3)
@pytest.mark.parametrize("name", ["BrokenError", "CancelledError"])
def test_an_exception_as_a_result(with_fallback, name):
    """What primary returns is a result, even an exception object: only what it raises is a failure."""
    facts = with_fallback(gives(name) | {"then": "gives back"}, gives("spare")).value
    another = "Primary returned an exception object, and raised nothing: that is its result."
    check_unneeded(facts, ["gave back", name], 2, another=another)


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("coroutine", "BrokenError"),
        ("coroutine", "MissingError"),
        ("task", "LateError"),
        ("future", "MissingError"),
    ],
)
def test_turns_to_the_fallback(with_fallback, rng, kind, name):
    """Whichever `Exception` primary raises, the fallback begins then, and gives the result."""
    value, seconds = rng.randint(1, 10**6), rng.randint(1, 40) / 8
    facts = with_fallback(raises(name, seconds, kind), gives(value, 3)).value
    check_given(facts["outcome"])
    check_fallback_used(facts, ["gave", value], seconds, seconds + 3)


@pytest.mark.task(3)
@pytest.mark.parametrize("kind", ["task", "future"])
def test_the_fallback_may_be_a_task_or_a_future(with_fallback, rng, kind):
    """Such a fallback is under way already: it is awaited as well."""
    value = rng.randint(1, 10**6)
    facts = with_fallback(raises("BrokenError", 1), gives(value, 5, kind)).value
    check_fallback_used(facts, ["gave", value], 0, 5)


@pytest.mark.task(3)
@pytest.mark.parametrize("name", ["BrokenError", "MissingError"])
def test_a_failure_of_the_fallback_comes_out(with_fallback, name):
    """There is no third way: the exception of the fallback is raised, as it is."""
    failed = "LateError" if name == "BrokenError" else "BrokenError"
    facts = with_fallback(raises(failed), raises(name, 3)).value
    check_fallback_used(facts, ["raised", name], 2, 5)


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("kind", "name", "caught"),
    [
        ("coroutine", "CancelledError", CANCELLATION_CAUGHT),
        ("future", "CancelledError", CANCELLATION_CAUGHT),
        ("coroutine", "StopAll", BASE_CAUGHT),
    ],
    ids=["cancelled", "future cancelled", "stop"],
)
def test_what_is_no_exception_passes_through(with_fallback, kind, name, caught):
    """CancelledError and others that are no `Exception` come out; the fallback is closed."""
    facts = with_fallback(raises(name, 2, kind), gives("spare")).value
    check_unneeded(facts, ["raised", name], 2, another=caught)


@pytest.mark.task(3)
@pytest.mark.parametrize("kind", ["coroutine", "task", "future"])
def test_cancelled_while_primary_is_awaited(cancelled, rng, kind):
    """The cancellation reaches primary and comes out; the fallback is closed, and never begins."""
    at = rng.randint(1, 40) / 8
    facts = cancelled(gives("first", 6, kind), gives("spare"), at).value
    if kind == "coroutine" and facts["outcome"][0] == "raised":
        assert facts["primary"]["state"] == "CORO_CLOSED", PRIMARY_LEFT
    check_unneeded(facts, ["raised", "CancelledError"], at, another=CANCELLATION_CAUGHT)


@pytest.mark.task(3)
@pytest.mark.parametrize("kind", ["task", "future"])
def test_an_unused_task_or_future_is_left_alone(with_fallback, cancelled, kind):
    """Others may be waiting for it: it is neither closed nor cancelled, nor waited for."""
    facts = with_fallback(gives("first"), gives("spare", 9, kind)).value
    check_unneeded(facts, ["gave", "first"], 2, kind)
    facts = cancelled(gives("first"), gives("spare", 9, kind), 1).value
    check_unneeded(facts, ["raised", "CancelledError"], 1, kind, CANCELLATION_CAUGHT)


@pytest.mark.task(3)
def test_cancelled_while_the_fallback_is_awaited(cancelled):
    """The cancellation reaches the fallback and comes out."""
    facts = cancelled(raises("BrokenError", 1), gives("spare", 6), 3).value
    assert facts["outcome"] == ["raised", "CancelledError"], CANCELLATION_CAUGHT
    assert facts["at"] == 3, TOO_LATE
    assert facts["fallback"]["state"] == "CORO_CLOSED", FALLBACK_LEFT


# --- task 4 -----------------------------------------------------------------------------------------------------------

NO_CLASS = "Ticks is no class: define it with `class Ticks:` and give it the method `__await__`."
NO_AWAIT = "A Ticks cannot be awaited: its class needs the method `__await__`."
GAVE_NONE = "await gave None: `return` the number at the end of `__await__`."
GAVE_ANOTHER = "await did not give the number that this Ticks was made with."
TOOK_TIME = "Ticks took time: it should only let the loop run, and wait for no clock."
NO_TURN = "The loop did not run at all while this Ticks was awaited."
TOO_MANY_TURNS = "Ticks let the loop run more often than it was told to."
TOO_FEW_TURNS = "Ticks let the loop run less often than it was told to."
OTHERS_COUNTED = (
    "Of several Ticks at the same time, each should let the loop run as often as its own number says."
)


def check_ticks(ticks, n):
    """The loop has run n times, no time has passed, and n is given."""
    seen = ticks(n).value
    given, turns = seen["given"], seen["turns"]
    assert seen["seconds"] == 0, TOOK_TIME
    assert given is not None, GAVE_NONE
    check_given(given)
    if n:
        assert turns > 0, NO_TURN
    assert turns <= n, TOO_MANY_TURNS
    assert turns >= n, TOO_FEW_TURNS
    assert given == n, GAVE_ANOTHER


@pytest.mark.task(4)
def test_is_a_class_of_awaitables(kind_of_ticks, ticks):
    """Its objects can be awaited."""
    facts = kind_of_ticks(3).value
    assert facts["class"], NO_CLASS
    assert facts["awaitable"], NO_AWAIT
    check_ticks(ticks, 3)


@pytest.mark.task(4)
@pytest.mark.parametrize("n", [1, 2, 10])
def test_lets_the_loop_run(ticks, n):
    """The loop runs n times, the clock stands still, and n is given."""
    check_ticks(ticks, n)


@pytest.mark.task(4)
def test_any_number_of_ticks(ticks, rng):
    """With 0 it goes on at once; with numbers that nobody has seen before it does not."""
    for n in (0, rng.randint(4, 9), rng.randint(11, 60)):
        check_ticks(ticks, n)


@pytest.mark.task(4)
def test_counts_from_the_await(ticks_awaited_later, rng):
    """What happens between the making and the await does not count."""
    check_ticks(ticks_awaited_later, rng.randint(2, 9))


@pytest.mark.task(4)
def test_many_at_the_same_time(many_ticks, rng):
    """Each counts for itself."""
    numbers = rng.sample(range(30), 8)
    seen = many_ticks(numbers).value
    assert seen == [[n, n] for n in numbers], OTHERS_COUNTED
