"""What must be seen of the answers to exercise 06: names of things, loops that are put away, calls at their time."""

from itertools import accumulate

import pytest

from grader.observation import Opaque

# --- task 1 ---------------------------------------------------------------------------------------------------

KINDS = {
    "coroutine function": [
        "a function made with async def",
        "asyncio.sleep",
        "a method made with async def",
    ],
    "coroutine": [
        "a coroutine",
        "asyncio.sleep(1)",
        "a coroutine of a method",
        "a coroutine that has ended",
    ],
    "task": [
        "a task",
        "a task that waits",
        "a task that has finished",
        "a task that has failed",
        "a task that was cancelled",
        "a task of a derived class",
    ],
    "future": [
        "a future",
        "a future with a result",
        "a cancelled future",
        "a future of a derived class",
        "what asyncio.gather gives",
    ],
    "other": [
        "another awaitable",
        "None",
        "a number",
        "a text",
        "a list of futures",
        "an ordinary function",
        "a function that gives a coroutine",
        "a class with an async method",
        "the class asyncio.Task",
        "the class asyncio.Future",
        "a function of an async generator",
        "an async generator",
        "a concurrent.futures.Future",
        "an asyncio.Event",
        "the event loop",
        "an object of another class Task",
        "an object of another class Future",
    ],
}
KIND = {thing: kind for kind, things in KINDS.items() for thing in things}
ONE_OF_EACH = ["a function made with async def", "a coroutine", "a task", "a future", "None"]

MIXED_UP = {
    "coroutine function -> coroutine": "A coroutine function was called a coroutine: it gives one when it is called.",
    "coroutine -> coroutine function": "A coroutine was called a coroutine function: that is what it came from.",
    "task -> future": "A task was called a future: it is one, but the narrower word is asked for.",
    "task -> coroutine": "A task was called a coroutine: it only holds one.",
    "future -> task": "A future was called a task: only a future that runs a coroutine is one.",
    "future -> coroutine": "A future was called a coroutine: both can be awaited, but it runs no code.",
}
SPECIAL = {
    "a method made with async def": "A method made with async def is a coroutine function as well.",
    "a coroutine that has ended": "A coroutine that has ended is still a coroutine.",
    "a task that has finished": "A task that has ended is still a task.",
    "a task that has failed": "A task that has ended is still a task.",
    "a task that was cancelled": "A task that has ended is still a task.",
    "a task of a derived class": "A task of a class derived from asyncio.Task is a task, too.",
    "a future of a derived class": "A future of a class derived from asyncio.Future is a future, too.",
    "what asyncio.gather gives": "What asyncio.gather gives is of a class derived from asyncio.Future: a future.",
    "a function that gives a coroutine": "An ordinary function is no coroutine function, even if it gives a coroutine.",
    "an ordinary function": "An ordinary function is no coroutine function: only async def makes one.",
    "a class with an async method": "A class is no coroutine function, although it can be called.",
    "the class asyncio.Task": "The class asyncio.Task itself is no task.",
    "the class asyncio.Future": "The class asyncio.Future itself is no future.",
    "a function of an async generator": "An async def with a `yield` in it makes async generators, not coroutines.",
    "an async generator": "An async generator is no coroutine: it cannot be awaited.",
    "another awaitable": "Not everything that can be awaited is a coroutine, a task or a future of asyncio.",
    "a concurrent.futures.Future": "A concurrent.futures.Future belongs to threads; it is no future of asyncio.",
    "an object of another class Task": "An object of some other class with the name Task is no task of asyncio.",
    "an object of another class Future": "An object of some other class with the name Future is no future of asyncio.",
}


def judge_kinds(kinds, things):
    """Each thing has its name; one of each kind is asked about as well."""
    asked = [*things, *ONE_OF_EACH]
    for thing, answer in zip(asked, kinds(asked).value, strict=True):
        assert answer is not None, "kind_of gave None: hand the answer back with `return`."
        said = f"{thing[0].upper()}{thing[1:]} was called {answer!r}."
        mixed_up = MIXED_UP.get(f"{KIND[thing]} -> {answer}", said)
        assert answer == KIND[thing], SPECIAL.get(thing, mixed_up)


@pytest.mark.task(1)
@pytest.mark.parametrize("kind", list(KINDS))
def test_things_of_one_kind(kinds, kind):
    """Everything of a kind has the same name: made by hand or by asyncio, begun or ended."""
    judge_kinds(kinds, ONE_OF_EACH)
    judge_kinds(kinds, KINDS[kind])


@pytest.mark.task(1)
def test_things_in_any_order(kinds, rng):
    """A name depends on the thing alone, not on what was asked about before."""
    judge_kinds(kinds, rng.choices(list(KIND), k=80))


@pytest.mark.task(1)
def test_the_thing_is_only_looked_at(only_looked_at):
    """Nothing is called, begun, closed or made into a task."""
    seen = only_looked_at.observe()
    if seen.error is None:
        facts = seen.value
        assert facts["calls"] == [], "kind_of called the function that it was asked about: only look at it."
        assert facts["coroutine"] != "CORO_CLOSED", "kind_of ran or closed the coroutine: only look at it."
        assert facts["coroutine"] == "CORO_CREATED", "kind_of began to run the coroutine: only look at it."
        assert facts["future"] == "pending", (
            "kind_of ended the future that it was asked about: only look at it."
        )
        assert facts["tasks"] == 0, "kind_of made a task of what it was asked about: only look at it."
    expected = ["other", "other", "coroutine function", "coroutine", "future"]
    assert only_looked_at().value["answers"] == expected


@pytest.mark.task(1)
def test_no_loop_is_needed(kinds_without_a_loop):
    """The question can be asked where no event loop is running."""
    seen = kinds_without_a_loop.observe()
    no_loop = seen.error is not None and "event loop" in seen.error.message
    assert not no_loop, "kind_of may be called where no event loop is running: nothing in it may need one."
    assert kinds_without_a_loop().value == ["coroutine function", "coroutine", "task", "future", "other"]


# --- task 2 ---------------------------------------------------------------------------------------------------

NEEDS_A_NEW_LOOP = "No loop is there for get_event_loop to find: run has to make a new one."
NOT_RUN = (
    "The coroutine was never run: give it to a new event loop, and let the loop run until it is complete."
)
CUT_SHORT = "run returned before the coroutine was over."
NO_RESULT = "run gave None: hand the result of the coroutine back with `return`."
NO_PLAIN_RESULT = "run gave a task or a coroutine: give the result that comes out of it."
KEPT_ERROR = "The exception of the coroutine did not come out of run."
OTHER_ERROR = "Another exception came out of run than the one that the coroutine raised."
NO_ERROR = "An exception came out of run although the coroutine had given a result."
LEFT_OPEN = "The event loop was still open when run was over: close it."
LEFT_OPEN_ON_ERROR = (
    "The event loop was still open after an exception of the coroutine: close it in any case."
)
LEFT_SET = (
    "A loop was still set as the current one when run was over: set None in its place, or never set it."
)
WAITED_FOR_THE_REST = "run waited until the task that was left over ended by itself: cancel it."
LEFT_PENDING = (
    "A task that was left over had not ended when the loop was closed: cancel it, and let it clean up."
)
CUT_OFF = "The cleanup of a task that was left over was cut off: run the loop until it is over."
TOOK_TOO_LONG = "run was over long after the coroutine and the cleanups were."
NOT_ASKED = "A task that was left over was not cancelled."
NOT_SHUT_DOWN = (
    "An async generator was still open when the loop was closed: the loop has a method to shut them down."
)


def judge_run(running, end, seconds=1, left=(), open_=0):
    """The result or the exception, and nothing left behind."""
    seen = running.observe(end, seconds, list(left), open_)
    if seen.error is not None:
        assert "no current event loop" not in seen.error.message, NEEDS_A_NEW_LOOP
        seen = running(end, seconds, list(left), open_)
    facts = seen.value
    assert facts["begun"], NOT_RUN
    assert facts["waited"], CUT_SHORT
    judge_end(facts, end)
    judge_tasks(facts, left)
    assert facts["shut_down"] == open_, NOT_SHUT_DOWN
    assert facts["closed"], LEFT_OPEN if end[0] == "gives" else LEFT_OPEN_ON_ERROR
    assert facts["set"] == "none", LEFT_SET
    one_by_one = seconds + sum(cleanup for _, cleanup in left) + 2 * open_
    assert facts["took"] <= one_by_one + 1, TOOK_TOO_LONG


def judge_tasks(facts, left):
    """What was left over was cancelled and has ended."""
    pending = {kind for kind, state in facts["tasks"] if state == "pending"}
    assert not pending & set(facts["asked"]), CUT_OFF
    assert not pending, LEFT_PENDING
    assert facts["took"] < 1000, WAITED_FOR_THE_REST
    assert facts["tasks"] == [[kind, STATES[kind]] for kind in in_order_of_start(left)], NOT_ASKED


STATES = {
    "waits": "cancelled",
    "has not begun": "cancelled",
    "cleans up": "cancelled",
    "finishes anyway": "finished",
    "fails in its cleanup": "failed",
}


def in_order_of_start(left):
    """The kinds in the order in which their tasks are made: those that have not begun come last."""
    kinds = [kind for kind, _ in left]
    return sorted(kinds, key=lambda kind: kind == "has not begun")


def judge_end(facts, end):
    """What came out of run is what came out of the coroutine."""
    how, value = end
    if how == "gives":
        assert facts["raised"] is None, NO_ERROR
        if value is not None:
            assert facts["value"] is not None, NO_RESULT
        assert not isinstance(facts["value"], Opaque), NO_PLAIN_RESULT
        assert facts["value"] == value
        return
    assert facts["raised"] is not None, KEPT_ERROR
    assert facts["raised"][0] == how, OTHER_ERROR
    if how != "CancelledError":
        assert facts["raised"][1] == value, OTHER_ERROR


@pytest.mark.task(2)
@pytest.mark.parametrize("seconds", [0, 1, 2.5])
def test_gives_the_result(running, seconds, rng):
    """The coroutine is run to its end; its result comes back, the loop is put away."""
    judge_run(running, ("gives", rng.randint(1, 10**9)), seconds)


@pytest.mark.task(2)
@pytest.mark.parametrize("value", [None, 0, "", [1, 2]], ids=repr)
def test_gives_any_result(running, value):
    """Results that count as false, and None, are results as well."""
    judge_run(running, ("gives", value))


@pytest.mark.task(2)
@pytest.mark.parametrize("kind", ["Burnt", "CancelledError"])
@pytest.mark.parametrize("left", [[], [("cleans up", 2)]], ids=["alone", "with a task"])
def test_raises_what_the_coroutine_raises(running, kind, left, rng):
    """An exception comes out as it is, and everything is put away all the same."""
    judge_run(running, (kind, f"oven {rng.randint(1, 999)}"), 1, left)


@pytest.mark.task(2)
@pytest.mark.parametrize("kind", ["waits", "has not begun"])
@pytest.mark.parametrize("how", ["gives", "Burnt"])
def test_cancels_what_is_left_over(running, how, kind):
    """Tasks that are still waiting, or have not even begun, are cancelled."""
    judge_run(running, (how, "bread"), 2, [(kind, 0)])


@pytest.mark.task(2)
def test_cleanups_get_the_time_that_they_take(running, rng):
    """A task that is cancelled may wait in its cleanup; the loop is closed only afterwards."""
    judge_run(running, ("gives", "bread"), 1, [("cleans up", rng.randint(2, 99)), ("cleans up", 0.5)])


@pytest.mark.task(2)
@pytest.mark.parametrize("kind", ["finishes anyway", "fails in its cleanup"])
def test_how_a_task_ends_is_its_own_affair(running, kind):
    """A task that ends in another way changes nothing for the result and for the other tasks."""
    judge_run(running, ("gives", "bread"), 1, [("cleans up", 4), (kind, 1), ("waits", 0)])


@pytest.mark.task(2)
@pytest.mark.parametrize("how", ["gives", "Burnt"])
@pytest.mark.parametrize("open_", [1, 3])
def test_shuts_down_async_generators(running, how, open_):
    """The `finally` of a generator that is still open runs to its end."""
    judge_run(running, (how, "bread"), 1, [], open_)


@pytest.mark.task(2)
def test_everything_at_once(running, rng):
    """Tasks and generators of all kinds are left over."""
    left = [
        (kind, 0 if kind in ("waits", "has not begun") else rng.randint(1, 9))
        for kind in STATES
        for _ in range(4)
    ]
    rng.shuffle(left)
    judge_run(running, ("gives", rng.random()), rng.randint(1, 9), left, 2)


@pytest.mark.task(2)
def test_a_new_loop_each_time(running_twice):
    """A second call needs a loop of its own; a loop that was there before is left alone."""
    seen = running_twice.observe()
    closed = seen.error is not None and "Event loop is closed" in seen.error.message
    assert not closed, (
        "A second call of run met the loop that the first one had closed: make a new one each time."
    )
    facts = running_twice().value
    assert not facts["own"], "The coroutine ran in a loop that was there before: run has to make a new one."
    assert facts["loops"] == 2, "Two calls of run used the same loop: make a new one each time."
    assert not facts["own_closed"], "run closed a loop that it had not made."
    assert facts["values"] == [0, 1]


# --- task 3 ---------------------------------------------------------------------------------------------------

NO_PAIRS = "in_order should give a list of pairs (seconds, name)."
TOO_EARLY = "in_order gave the list before all the calls had happened: wait for the last one."
LAST_NAME = "Every call recorded the last name of the plan: hand each its own name as an argument."
BY_NAME = "The calls are listed by name; list them in the order in which they happened."
AS_PLANNED = "The calls are listed in the order of the plan, not in the order in which they happened."
AT_ONCE = "Every call happened at the very start, not at its delay."
WRONG_TIMES = "The recorded seconds are not the delays of the plan."
BLOCKED = "Something blocked the event loop, so that it could not make the calls in time."
IN_TURN = "Each delay began only when the one before was over; all of them count from the start."
FROM_ELSEWHERE = "The seconds do not count from the start of in_order."
NOT_MEASURED = "The loop was held up, so the call happened later; the recorded time does not show it."
LOST = "A call of the plan is missing."
TWICE = "There are more calls than the plan has items."
LEFT_FROM_BEFORE = (
    "The calls of one in_order are found in the list of another one: each needs a list of its own."
)
TOO_LATE = "in_order returned long after the last call: it should return as soon as all have happened."
NO_CALLBACKS = "The loop was not given a function to call for each item of the plan."
COROUTINE_EACH = "There was a task for each item of the plan; plain functions called by the loop will do."


def judge_calls(pairs, plan, *, foreign=()):
    """Every item of the plan, at its delay, in the order of time; equal delays in any order."""
    check_pairs(pairs)
    names, expected = [name for _, name in pairs], sorted(plan)
    planned = [name for _, name in plan]
    assert not set(names) & set(foreign), LEFT_FROM_BEFORE
    if len(set(planned)) > 1 and len(names) == len(planned):
        assert set(names) != {planned[-1]}, LAST_NAME
    assert len(names) <= len(planned), TWICE
    if len(names) < len(planned):
        last = max((seconds for seconds, _ in pairs), default=-1)
        later = [name for delay, name in expected if delay > last]
        assert len(names) + len(later) != len(planned), TOO_EARLY
    assert sorted(names) == sorted(planned), LOST
    check_times(pairs, plan)
    assert sorted((round(seconds, 6), name) for seconds, name in pairs) == expected


def check_times(pairs, plan):
    """The calls happened at their delays, and are listed as they happened."""
    names, times = [name for _, name in pairs], [round(seconds, 6) for seconds, _ in pairs]
    delays, as_planned = sorted(delay for delay, _ in plan), [delay for delay, _ in plan]
    if times != delays:
        assert times not in (list(accumulate(delays)), list(accumulate(as_planned))), IN_TURN
        assert any(times), AT_ONCE
        if times != sorted(times):
            assert names != sorted(names), BY_NAME
            assert names != [name for _, name in plan], AS_PLANNED
        assert len({round(time - delay, 6) for time, delay in zip(times, delays, strict=True)}) > 1, (
            FROM_ELSEWHERE
        )
    assert times == delays, WRONG_TIMES


def check_pairs(pairs):
    """A list of tuples, each with a number and a name."""
    assert isinstance(pairs, list), NO_PAIRS
    for pair in pairs:
        assert isinstance(pair, tuple), NO_PAIRS
        assert [type(part) in (int, float, str) for part in pair] == [True, True], NO_PAIRS
        assert isinstance(pair[1], str), NO_PAIRS
        assert not isinstance(pair[0], str), NO_PAIRS


def check_end(seen, plan):
    """It is over when the last call has happened; a moment later will do."""
    longest = max((delay for delay, _ in plan), default=0)
    assert seen.elapsed < longest + 1, TOO_LATE


def draw(rng, count, *, distinct=True):
    """A plan of `count` items: delays in quarters of a second, names in no order."""
    quarters = (
        rng.sample(range(1, 8 * count), count) if distinct else [rng.randint(0, count) for _ in range(count)]
    )
    return [(quarter / 4, f"bell {rng.randint(1, 10**6)}") for quarter in quarters]


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "plan",
    [
        [(2, "lunch"), (0.5, "tea"), (4, "home")],
        [(1, "c"), (3, "b"), (2.5, "a")],
        [(3, "x"), (2, "y"), (1, "z")],
        [(5, "only")],
        [(1, "early"), (2, "late"), (40, "much later")],
    ],
    ids=["2-half-4", "1-3-2", "3-2-1", "one", "1-2-40"],
)
def test_calls_in_the_order_of_time(in_order, plan):
    """Each item is called at its delay; the pairs are in the order of time."""
    seen = in_order(plan)
    assert not seen.sightings.blockings, BLOCKED
    judge_calls(seen.value, plan)
    check_end(seen, plan)


@pytest.mark.task(3)
def test_an_empty_plan(in_order, rng):
    """Nothing to do: [] at once. Something to do: not."""
    seen = in_order.observe([])
    assert seen.error is None, "For an empty plan, in_order should give [] at once."
    seen = in_order([])
    assert seen.value == []
    assert seen.elapsed == 0
    plan = draw(rng, 2)
    judge_calls(in_order(plan).value, plan)


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "plan",
    [
        [(1, "a"), (1, "b"), (0.5, "c"), (1, "d")],
        [(2, "bell"), (1, "bell"), (2, "bell")],
        [(0, "now"), (1, "then"), (0, "too")],
    ],
    ids=["equal delays", "equal names", "zeros"],
)
def test_equal_items_are_all_called(in_order, plan):
    """Delays may be equal, names may be equal, delays may be 0: nothing is lost."""
    seen = in_order(plan)
    judge_calls(seen.value, plan)
    check_end(seen, plan)


@pytest.mark.task(3)
def test_seconds_count_from_the_start(in_order_later, rng):
    """The seconds count from the start of in_order, whatever the clock says then."""
    plan = draw(rng, 5)
    judge_calls(in_order_later(rng.randint(2, 99) + 0.375, plan).value, plan)


@pytest.mark.task(3)
@pytest.mark.parametrize("seconds", [3, 5.5])
def test_the_time_is_measured(in_order_held_up, seconds, rng):
    """A call that comes late because the loop was held up is recorded late."""
    after = rng.randint(8, 20)
    seen = in_order_held_up([(after, "late"), (2, "held up"), (0.5, "early")], 1, seconds).value
    check_pairs(seen)
    assert [name for _, name in seen] == ["early", "held up", "late"], (
        "The calls are not in the order of time."
    )
    assert [time for time, _ in seen] == [0.5, 1 + seconds, after], NOT_MEASURED


@pytest.mark.task(3)
def test_each_call_of_in_order_is_on_its_own(in_order_twice, in_order_beside_another, rng):
    """Two runs, one after the other or at the same time, do not mix."""
    first, second = [(1, "tea"), (3, "cake")], draw(rng, 3)
    for seen in (in_order_twice(first, second), in_order_beside_another(first, second)):
        for pairs, plan, other in zip(seen.value, [first, second], [second, first], strict=True):
            judge_calls(pairs, plan, foreign={name for _, name in other})


@pytest.mark.task(3)
def test_the_loop_calls_plain_functions(what_the_loop_is_given, rng):
    """For each item the loop is given a function to call at its time; no coroutine waits for it."""
    plan = draw(rng, 20)
    facts = what_the_loop_is_given(plan).value
    assert facts["tasks"] < len(plan), COROUTINE_EACH
    assert facts["callbacks"] >= len(plan), NO_CALLBACKS


@pytest.mark.task(3)
def test_a_long_plan(in_order, rng):
    """A hundred items, many of them at the same moment."""
    plan = draw(rng, 100, distinct=False)
    seen = in_order(plan)
    judge_calls(seen.value, plan)
    check_end(seen, plan)
