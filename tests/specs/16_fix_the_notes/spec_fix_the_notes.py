"""What must be seen of the answers to exercise 16: each repaired snippet does what its docstring says.

Seconds are multiples of an eighth, so that sums of them are exact; measured ones are compared within a moment.
"""

from __future__ import annotations

from collections import Counter

import pytest

from grader.observation import Opaque

A_MOMENT = 0.02


def is_seconds(given):
    return isinstance(given, int | float) and not isinstance(given, bool)


def is_coroutine(given):
    """Whether an `async def` was called, and nobody awaited what it gave."""
    return given == "a coroutine" or getattr(given, "type", "") == "coroutine"


def is_pair(given):
    return isinstance(given, tuple | list) and len(given) == 2


def near(left, right):
    return is_seconds(left) and right - A_MOMENT < left < right + A_MOMENT


def seconds_from(rng, most=10):
    """Some multiple of an eighth."""
    return rng.randint(1, most * 8) / 8


# --- task 1 ---------------------------------------------------------------------------------------------------

FIRST_LOST = "The first value was not received: start foo with next(), and send every value then."
STARTED_WITH_A_SEND = "One answer too many: what the first next() hands out answers no value."
NO_LIST = "send_to_foo gave None: hand the list of the answers back with `return`."
ANOTHER_FOO = "foo began anew in the middle: send all the values to one and the same foo."
NEXT_BETWEEN = "foo received a None that nobody sent: next() sends one, so call it only once, at the start."
NEVER_STARTED = "foo never printed `starting...`."


def check_foo(seen, values):
    """One foo has begun, received each of the values and answered each with 4."""
    printed = seen.output
    received = [f"res {value}\n" for value in values]
    lines = printed.splitlines(keepends=True)
    begun = lines.count("starting...\n")
    nones = lines.count("res None\n") - received.count("res None\n")
    assert seen.value is not None, NO_LIST
    assert begun <= 1, ANOTHER_FOO
    if nones > 0:
        assert printed == "".join(["starting...\n", *received]), NEXT_BETWEEN
    if lines == ["starting...\n", *received[1:]]:
        assert printed == "".join(["starting...\n", *received]), FIRST_LOST
    if isinstance(seen.value, list) and len(seen.value) == len(values) + 1:
        assert seen.value == [4] * len(values), STARTED_WITH_A_SEND
    assert begun == 1, NEVER_STARTED
    assert printed == "".join(["starting...\n", *received])
    assert seen.value == [4] * len(values)


@pytest.mark.task(1)
@pytest.mark.parametrize("values", [[10], ["apple", 3.5, 3.5, None, ""]], ids=["one", "mixed"])
def test_foo_receives_each_value(send_to_foo, values):
    """What is sent is printed, and answered with 4."""
    check_foo(send_to_foo(values), values)


@pytest.mark.task(1)
def test_foo_receives_any_values(send_to_foo, rng):
    """The same for values that nobody has seen before; without one there are no answers."""
    values = [rng.randint(1, 10**6) for _ in range(rng.randint(20, 60))]
    check_foo(send_to_foo(values), values)
    assert send_to_foo([]).value == []


@pytest.mark.task(1)
def test_each_call_has_a_foo_of_its_own(send_to_foo_twice, rng):
    """The second call begins anew."""
    first, second = [rng.randint(1, 99)], [rng.randint(100, 199), rng.randint(200, 299)]
    seen = send_to_foo_twice(first, second)
    assert seen.value == [[4], [4, 4]]
    received = ["starting...", *(f"res {value}" for value in first)]
    received += ["starting...", *(f"res {value}" for value in second)]
    assert seen.output == "".join(f"{line}\n" for line in received)


ALL_PRODUCED_FIRST = "All was produced before anything was consumed: the two should take turns."
NOTHING_PRINTED = "Nothing was produced: there is not a line of output."
NOTHING_CONSUMED = "The products were produced and not consumed: send each of them to the consumer."
NONE_CONSUMED = "The consumer received a None that nobody produced: next() sends one, so call it only once."
LAST_MISSING = "The last product is missing: range() stops one before its end."
NUMBERED_FROM_ZERO = "The products are numbered from 0: the first one is product 1."
SPACES = "The lines are right but for their spaces: one stands in the line of the consumer."


def turns(numbers):
    """The lines of products with these numbers."""
    return [line for n in numbers for line in (f"生产者生产产品{n}", f"消费者消费产品 {n}")]


def check_turns(seen, count):
    """Each product is produced, and then consumed."""
    lines, expected = seen.output.splitlines(), turns(range(1, count + 1))
    produced, consumed = expected[::2], expected[1::2]
    assert lines or not expected, NOTHING_PRINTED
    assert lines != produced or not lines, NOTHING_CONSUMED
    assert "消费者消费产品 None" not in lines, NONE_CONSUMED
    assert count < 2 or lines != produced + consumed, ALL_PRODUCED_FIRST
    if count:
        assert lines != turns(range(1, count)), LAST_MISSING
        assert lines != turns(range(count)), NUMBERED_FROM_ZERO
    if [line.replace(" ", "") for line in lines] == [line.replace(" ", "") for line in expected]:
        assert lines == expected, SPACES
    assert seen.output == "".join(f"{line}\n" for line in expected)


@pytest.mark.task(1)
@pytest.mark.parametrize("count", [2, 1])
def test_producer_and_consumer_take_turns(produce_and_consume, count):
    """Each product is consumed before the next one is produced."""
    check_turns(produce_and_consume(count), count)


@pytest.mark.task(1)
def test_any_number_of_products(produce_and_consume, rng):
    """None at all, or more than anybody has seen."""
    for count in (rng.randint(10, 60), 0):
        check_turns(produce_and_consume(count), count)


@pytest.mark.task(1)
def test_products_are_numbered_from_1_in_each_call(produce_and_consume_again, rng):
    """The second call begins anew."""
    counts = [rng.randint(2, 5), rng.randint(2, 5)]
    seen = produce_and_consume_again(counts)
    expected = [line for count in counts for line in turns(range(1, count + 1))]
    assert seen.output == "".join(f"{line}\n" for line in expected)


# --- task 2 ---------------------------------------------------------------------------------------------------

NOT_RETURNED = "Gave None: hand the measured seconds back with `return`."
NO_SECONDS = "Gave no number: the measured seconds are asked for."
A_COROUTINE = "Gave a coroutine: it is an ordinary function, without `async`, that runs the loop itself."
TURNED_ROUND = "Gave the seconds with a minus: take the time at the end less the time at the start."
A_CLOCK = "Gave what the clock says at the end: take from it what it said at the start."
STANDS_STILL = "The time passed, but 0 was measured: read a clock before and after, and take the difference."
NEVER_CALLED = "foo was never called."
TOO_OFTEN = "foo was called more often than `times` says."
TOO_SELDOM = "foo was called less often than `times` says."
LAST_ONLY = "Only the last call was measured: read the clock before the first one."
NEVER_AWAITED = "asyncio.sleep was called and never awaited, so that nothing waited."
NOTHING_WAITED = "No time passed: nothing was waited for."
IN_TURN = "The delays passed one after the other; all of them should pass at the same time."
NOT_MEASURED = (
    "The seconds were not measured: it took longer than the delays say, and the number does not show it."
)


def check_measured(given, took):
    """The seconds that passed, as a number."""
    assert given is not None, NOT_RETURNED
    assert not is_coroutine(given), A_COROUTINE
    assert is_seconds(given), NO_SECONDS
    assert given < took + 10**3, A_CLOCK
    assert not took or not near(given, -took), TURNED_ROUND
    assert not took or not near(given, 0), STANDS_STILL


def check_sync(seen, durations):
    """So many times foo was called, one after the other, and the seconds were measured."""
    given, calls, took = seen.value["given"], seen.value["calls"], sum(durations)
    assert calls or not durations, NEVER_CALLED
    assert len(calls) <= len(durations), TOO_OFTEN
    assert len(calls) >= len(durations), TOO_SELDOM
    assert seen.elapsed == took
    check_measured(given, took)
    if len(durations) > 1:
        assert not near(given, durations[-1]) or near(took, durations[-1]), LAST_ONLY
    assert given == pytest.approx(took, abs=A_MOMENT)


@pytest.mark.task(2)
@pytest.mark.parametrize("durations", [[1] * 5, [2.5]], ids=["five", "one"])
def test_in_turn_it_is_the_sum(sync_time, durations):
    """As foo blocks, the calls take the sum."""
    check_sync(sync_time(durations), durations)


@pytest.mark.task(2)
def test_in_turn_it_is_measured(sync_time, rng):
    """Nobody knows before how long foo takes; where it is never called, it takes no time."""
    durations = [seconds_from(rng) for _ in range(rng.randint(3, 9))]
    check_sync(sync_time(durations), durations)
    check_sync(sync_time([]), [])


def check_async(seen, delays):
    """All the delays have passed at the same time."""
    took = max(delays, default=0)
    blocked = seen.sightings.blockings
    assert not is_coroutine(seen.value), A_COROUTINE
    if not near(seen.elapsed, took) and not blocked:
        assert not seen.sightings.unawaited or seen.elapsed, NEVER_AWAITED
        assert seen.elapsed, NOTHING_WAITED
        assert not near(seen.elapsed, sum(delays)), IN_TURN
    assert seen.elapsed == took
    check_measured(seen.value, took)
    assert seen.value == pytest.approx(took, abs=A_MOMENT)


@pytest.mark.task(2)
@pytest.mark.parametrize("delays", [[1] * 5, [4, 1, 2]], ids=["five", "three"])
def test_together_it_is_the_longest(async_time, delays):
    """Five waits of a second take a second."""
    check_async(async_time(delays), delays)


@pytest.mark.task(2)
def test_together_any_delays(async_time, rng):
    """The same for delays that nobody has seen before; an empty list takes no time."""
    delays = [seconds_from(rng) for _ in range(rng.randint(20, 60))]
    check_async(async_time(delays), delays)
    check_async(async_time([]), [])


@pytest.mark.task(2)
def test_together_it_is_measured(async_time_when_late, rng):
    """Where it takes longer than the delays say, the seconds show it."""
    delays = [seconds_from(rng) for _ in range(5)]
    seen = async_time_when_late(delays, 3.5)
    check_measured(seen.value, seen.elapsed)
    assert seen.elapsed > 0, NOTHING_WAITED
    assert near(seen.value, seen.elapsed), NOT_MEASURED


@pytest.mark.task(2)
def test_together_again(async_time_twice, rng):
    """Each call has a loop of its own."""
    first, second = [seconds_from(rng), 1], [seconds_from(rng), 2]
    seen = async_time_twice(first, second)
    for given, delays in zip(seen.value, (first, second), strict=True):
        check_measured(given, max(delays))
        assert given == pytest.approx(max(delays), abs=A_MOMENT)


# --- task 3 ---------------------------------------------------------------------------------------------------

NO_TEXT = "do_some_work gave None: hand the text back with `return`."
NO_SPACE = "A space is missing between `after` and the number: Done after 2s."
NOT_SAID = "do_some_work did not print what it waits for: `waiting:` and the number."
BLOCKED = "While do_some_work waited, nobody else had a turn: the whole thread slept."
FORGOTTEN_AWAIT = "do_some_work did not wait: asyncio.sleep without `await` only makes a coroutine."


def check_work(seen, xs, values):
    """The text after x seconds, for each x."""
    if seen.elapsed == 0 and max(xs) and seen.sightings.unawaited:
        assert seen.elapsed == max(xs), FORGOTTEN_AWAIT
    assert not seen.sightings.blockings, BLOCKED
    assert seen.elapsed == max(xs)
    assert None not in values, NO_TEXT
    assert values != [f"Done after{x}s" for x in xs], NO_SPACE
    assert values == [f"Done after {x}s" for x in xs]
    assert seen.output, NOT_SAID
    assert seen.output == "".join(f"waiting: {x}\n" for x in xs)


@pytest.mark.task(3)
@pytest.mark.parametrize("x", [2, 0])
def test_work_waits_and_gives_the_text(do_some_work, x):
    """It says what it waits for, waits, and gives the text."""
    seen = do_some_work(x)
    check_work(seen, [x], [seen.value])


@pytest.mark.task(3)
def test_works_beside_each_other(do_some_work_together, rng):
    """Many of them take as long as the longest."""
    xs = [seconds_from(rng) for _ in range(8)]
    seen = do_some_work_together(xs)
    if not seen.sightings.blockings:  # which of them is the first to print does not matter
        assert Counter(seen.output.splitlines()) == Counter(f"waiting: {x}" for x in xs), NOT_SAID
    assert not seen.sightings.blockings, BLOCKED
    assert seen.elapsed == max(xs)
    assert seen.value == [f"Done after {x}s" for x in xs]


@pytest.mark.task(3)
def test_others_go_on_while_it_works(do_some_work_beside_another, rng):
    """Another coroutine has its turn every second."""
    x = rng.randint(5, 9)
    seen = do_some_work_beside_another(x + 0.5)
    assert not seen.sightings.blockings, BLOCKED
    assert seen.value == [*range(1, x + 1)]


NO_RESULT = "Gave None: hand back what the task asks for with `return`."
NO_PAIR = (
    "run_timed gave no pair: the result and the measured seconds are asked for, with a comma between them."
)
WRONG_RESULT = "Gave something else than the result of the coroutine."
NEVER_RAN = "The coroutine was never run."
CUT_SHORT = "The coroutine had begun, but it was not run to its end."
STILL_OPEN = "The loop was left open: close it when the coroutine is over, or let asyncio.run do it."
OPEN_AFTER_AN_ERROR = "After an exception of the coroutine, the loop was left open."
SWALLOWED = "The coroutine raised an exception, and it did not come out."
EXTRA_TIME = "It was over at the wrong time: it takes as long as the coroutine."


def check_run(facts, seconds, value):
    """The coroutine has run to its end, in a loop that is closed now."""
    assert not is_coroutine(facts["given"]), A_COROUTINE
    assert facts["begun"], NEVER_RAN
    assert facts["ended"], CUT_SHORT
    assert near(facts["took"], seconds), EXTRA_TIME


def check_pair(facts, seconds, value):
    """The result and the measured seconds."""
    check_run(facts, seconds, value)
    given = facts["given"]
    assert given is not None, NO_RESULT
    assert is_pair(given), NO_PAIR
    assert given[0] == value, WRONG_RESULT
    check_measured(given[1], seconds)
    assert given[1] == pytest.approx(seconds, abs=A_MOMENT)
    assert facts["closed"], STILL_OPEN


@pytest.mark.task(3)
@pytest.mark.parametrize(("seconds", "value"), [(3, "tea"), (0, None)], ids=["waits", "at once"])
def test_a_coroutine_is_run_and_measured(run_timed, seconds, value):
    """Its result, the seconds, and a closed loop."""
    check_pair(run_timed(seconds, value).value, seconds, value)


@pytest.mark.task(3)
def test_any_coroutine_is_measured(run_timed, rng):
    """The same for results and seconds that nobody has seen before."""
    seconds, value = seconds_from(rng), rng.randint(1, 10**6)
    check_pair(run_timed(seconds, value).value, seconds, value)


NO_TASK = "run_as_task gave no task: an asyncio.Task is asked for."
NOT_FINISHED = "The task was not finished: it should be run to its end."
ANOTHER_TASK = "The coroutine did not run in the task that was given: make a task of the coroutine."
TWO_OWNERS = "The coroutine was run beside its task: once a task owns it, let the loop run the task."


def seen_of(scenario, *arguments):
    """Run a scenario; whichever of two owners comes second finds the coroutine already taken."""
    seen = scenario.observe(*arguments)
    if seen.error is None:
        return seen
    assert "already awaited" not in seen.error.message, TWO_OWNERS
    return scenario(*arguments)


def check_task(facts, seconds, value):
    """A finished task, which has run the coroutine."""
    check_run(facts, seconds, value)
    given = facts["given"]
    assert given is not None, NO_RESULT
    assert isinstance(given, dict), NO_TASK
    assert given["task"], NO_TASK
    assert given["outcome"] == "finished" or given["runs"], TWO_OWNERS
    assert given["outcome"] == "finished", NOT_FINISHED
    assert given["runs"], ANOTHER_TASK
    assert given["result"] == value, WRONG_RESULT
    assert facts["closed"], STILL_OPEN


@pytest.mark.task(3)
@pytest.mark.parametrize(("seconds", "value"), [(3, "tea"), (0, None)], ids=["waits", "at once"])
def test_a_task_is_run_to_its_end(run_as_task, seconds, value):
    """It is finished, and knows the result."""
    check_task(seen_of(run_as_task, seconds, value).value, seconds, value)


@pytest.mark.task(3)
def test_any_task_is_run_to_its_end(run_as_task, rng):
    """The same for results and seconds that nobody has seen before."""
    seconds, value = seconds_from(rng), rng.randint(1, 10**6)
    check_task(seen_of(run_as_task, seconds, value).value, seconds, value)


def check_failing(failing, function, rng):
    """The exception comes out, and the loop is closed all the same."""
    seconds, text = seconds_from(rng), f"spilled {rng.randint(1, 999)}"
    seen = seen_of(failing, function, seconds, text)
    facts = seen.value
    check_run(facts, seconds, text)
    assert facts["raised"] is not None, SWALLOWED
    assert facts["raised"] == ["SpilledError", text]
    assert facts["closed"], OPEN_AFTER_AN_ERROR
    return seen


@pytest.mark.task(3)
@pytest.mark.parametrize("function", ["run_timed", "run_as_task"])
def test_an_exception_comes_out(failing, function, rng):
    """Whoever calls learns of the failure; the loop is closed all the same."""
    check_failing(failing, function, rng)


@pytest.mark.task(3)
@pytest.mark.parametrize(("function", "check"), [("run_timed", check_pair), ("run_as_task", check_task)])
def test_each_call_has_a_loop_of_its_own(again, rng, function, check):
    """Three calls, one after the other."""
    plan = [(seconds_from(rng), rng.randint(1, 999)) for _ in range(3)]
    for facts, (seconds, value) in zip(seen_of(again, function, plan).value, plan, strict=True):
        check(facts, seconds, value)


# --- task 4 ---------------------------------------------------------------------------------------------------

NO_OUTPUT = "Nothing was printed: `Task ret:` and the result are asked for."
A_TASK_PRINTED = "The task was printed, not its result."
NONE_PRINTED = "None was printed in place of the result of the coroutine."
PRINTED_ALTHOUGH = "The coroutine failed, and something was printed all the same."


def check_printed(seen, seconds, value):
    """`Task ret:` and the result, once the coroutine is over."""
    check_run(seen.value, seconds, value)
    assert seen.output, NO_OUTPUT
    assert "<" not in seen.output, A_TASK_PRINTED
    assert value is None or seen.output != "Task ret: None\n", NONE_PRINTED
    assert seen.output == f"Task ret: {value}\n"
    assert seen.value["closed"], STILL_OPEN


@pytest.mark.task(4)
@pytest.mark.parametrize(("seconds", "value"), [(2, "tea"), (0, None)], ids=["waits", "at once"])
def test_the_result_is_printed(print_result, seconds, value):
    """The result of the coroutine, and nothing else."""
    check_printed(print_result(seconds, value), seconds, value)


@pytest.mark.task(4)
def test_any_result_is_printed(print_result, rng):
    """The same for a result that nobody has seen before."""
    seconds, value = seconds_from(rng), f"cup {rng.randint(1, 10**6)}"
    check_printed(print_result(seconds, value), seconds, value)


@pytest.mark.task(4)
def test_a_failure_is_not_printed(failing, rng):
    """The exception comes out, and there is no result to print."""
    seen = check_failing(failing, "print_result", rng)
    assert seen.output == "", PRINTED_ALTHOUGH


@pytest.mark.task(4)
def test_print_result_again(again, rng):
    """Each call has a loop of its own."""
    plan = [(seconds_from(rng), rng.randint(1, 999)) for _ in range(3)]
    assert again("print_result", plan).output == "".join(f"Task ret: {value}\n" for _, value in plan)


NO_PAIR_OF_RESULTS = (
    "results_of gave no pair: the list of the results and the measured seconds are asked for."
)
ANOTHER_ORDER = (
    "The results are not in the order of the list: what asyncio.wait gives are sets, which have none."
)
NO_RESULTS_YET = "Gave tasks or coroutines in place of results."
NOT_ALL_ENDED = "Not all the coroutines were run to their end."
COROUTINES_IN_TURN = "The coroutines ran one after the other; all of them should run at the same time."


def check_results(facts, plan):
    """The results in order; all have run at the same time."""
    took, values, given = max((s for s, _ in plan), default=0), [value for _, value in plan], facts["given"]
    assert not is_coroutine(given), A_COROUTINE
    assert len(facts["ended"]) >= len(plan), NOT_ALL_ENDED if facts["begun"] else NEVER_RAN
    assert near(facts["took"], took) or not near(facts["took"], sum(s for s, _ in plan)), COROUTINES_IN_TURN
    assert near(facts["took"], took), EXTRA_TIME
    assert given is not None, NO_RESULT
    assert is_pair(given), NO_PAIR_OF_RESULTS
    results, seconds = given
    if isinstance(results, list | tuple | set):
        assert not any(isinstance(each, Opaque) for each in results), NO_RESULTS_YET
        if results != values and Counter(map(str, results)) == Counter(map(str, values)):
            assert results == values, ANOTHER_ORDER
    assert results == values
    check_measured(seconds, took)
    assert seconds == pytest.approx(took, abs=A_MOMENT)
    assert facts["closed"], STILL_OPEN


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "plan",
    [[(4, "a"), (1, "b"), (2, "c")], [(3, "a"), (3, None), (3, "a")]],
    ids=["4-1-2", "equal"],
)
def test_results_in_the_order_of_the_list(results_of, plan):
    """They take as long as the longest."""
    check_results(results_of(plan).value, plan)


@pytest.mark.task(4)
def test_results_of_many(results_of, rng):
    """Many coroutines, whose seconds nobody has seen before; and none at all."""
    plan = [(seconds_from(rng), rng.randint(1, 10**6)) for _ in range(30)]
    check_results(results_of(plan).value, plan)
    check_results(results_of([]).value, [])


@pytest.mark.task(4)
def test_results_again(results_of_again, rng):
    """Each call has a loop of its own."""
    plans = [[(seconds_from(rng), rng.randint(1, 999)) for _ in range(3)] for _ in range(2)]
    for facts, plan in zip(results_of_again(plans).value, plans, strict=True):
        check_results(facts, plan)


CAME_OUT = "The KeyboardInterrupt came out: catch it around the run of the loop."
NEVER_CANCELLED = "After the KeyboardInterrupt, what had not ended was never cancelled."
CUT_CLEANUP = "A cleanup was cut off: run the loop until everything that was cancelled has ended."
WAITED_ON = "After the KeyboardInterrupt it went on until everything had ended by itself: cancel it."
CANCELLED_TOO_SOON = "Nobody interrupted, and coroutines were cancelled all the same."
CLEANED_UP_IN_TURN = "The cleanups ran one after the other: cancel everything first, and wait then."


def check_stopped(facts, plan):
    """Everything has ended; what was still waiting at the KeyboardInterrupt was cancelled and has cleaned up."""
    stops = [seconds for _, kind, seconds in plan if kind == "interrupts"]
    cleanups = [seconds for _, kind, seconds in plan if kind in ("cleans up", "finishes anyway")]
    took = stops[0] + max(cleanups, default=0) if stops else max(s for _, _, s in plan)
    began = len(facts["begun"])
    assert not is_coroutine(facts["given"]), A_COROUTINE
    assert facts["raised"] is None, CAME_OUT
    assert began, NEVER_RAN
    assert began >= len(plan), "Not all the coroutines were run."
    assert max(facts["begun"]) < A_MOMENT, COROUTINES_IN_TURN
    assert stops or not facts["asked"], CANCELLED_TOO_SOON
    assert len(facts["asked"]) == len(cleanups) or facts["took"] < 500, WAITED_ON
    assert len(facts["asked"]) >= len(cleanups), NEVER_CANCELLED
    assert len(facts["ended"]) >= len(plan), CUT_CLEANUP if stops else NOT_ALL_ENDED
    assert facts["took"] < took + A_MOMENT or len(cleanups) < 2, CLEANED_UP_IN_TURN
    assert near(facts["took"], took), "It was over at the wrong time: as soon as everything has ended."
    assert facts["closed"], STILL_OPEN


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "cleanups", [[2], [0.5, 3, 1], [0, 0]], ids=["one cleanup", "three cleanups", "no time"]
)
def test_a_ctrl_c_cancels_the_others(stop_on_ctrl_c, cleanups):
    """They are cancelled and clean up, all at the same time."""
    plan = [("ctrl_c", "interrupts", 1), *((f"server {s}", "cleans up", s) for s in cleanups)]
    check_stopped(stop_on_ctrl_c(plan).value, plan)


@pytest.mark.task(4)
def test_a_ctrl_c_among_many(stop_on_ctrl_c, rng):
    """Some have ended before, some clean up, some finish although they were cancelled."""
    moment = rng.randint(80, 160) / 8
    plan = [("ctrl_c", "interrupts", moment)]
    plan += [(f"early {n}", "ends", seconds_from(rng, 9)) for n in range(3)]
    plan += [(f"server {n}", "cleans up", seconds_from(rng)) for n in range(4)]
    plan += [(f"stubborn {n}", "finishes anyway", seconds_from(rng)) for n in range(2)]
    rng.shuffle(plan)
    check_stopped(stop_on_ctrl_c(plan).value, plan)


@pytest.mark.task(4)
def test_nobody_interrupts(stop_on_ctrl_c, rng):
    """All run to their end, at the same time."""
    plan = [(f"cook {n}", "ends", seconds_from(rng)) for n in range(5)]
    check_stopped(stop_on_ctrl_c(plan).value, plan)


@pytest.mark.task(4)
def test_a_ctrl_c_alone(stop_on_ctrl_c, rng):
    """Nobody is left to be cancelled."""
    plan = [("cook", "ends", 1), ("ctrl_c", "interrupts", rng.randint(16, 40) / 8)]
    check_stopped(stop_on_ctrl_c(plan).value, plan)


@pytest.mark.task(4)
def test_a_ctrl_c_again(stop_on_ctrl_c_twice, rng):
    """Each call has a loop of its own."""
    plans = [[("ctrl_c", "interrupts", seconds_from(rng)), ("server", "cleans up", 2)] for _ in range(2)]
    for facts, plan in zip(stop_on_ctrl_c_twice(*plans).value, plans, strict=True):
        check_stopped(facts, plan)
