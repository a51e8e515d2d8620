"""Judges `blocking.py`: what blocks the loop is noticed, moved to a thread, or cut into pieces.

Intervals are multiples of an eighth of a second, so that sums of them are exact.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import PurePath

import pytest

from grader.observation import Opaque

A_MOMENT = 0.02
"""Seconds within which a beat is on time; on the exercise clock it is so to the nanosecond."""

NOT_AWAITED = "A coroutine was made and never awaited, so that nothing waited for it."
NEVER_WAITS = "The heartbeat beat on and on without waiting: nobody else had a turn."
NO_BEATS = "Nothing was appended to the log."
NOT_A_TIME = "The log should hold numbers: `loop.time()` at each beat."
OTHER_CLOCK = "What was appended to the log is not `loop.time()` of the beat."
AHEAD = "Beats stood in the log before their time had come."
ENDED = "The heartbeat ended by itself; it should beat until it is cancelled."
OFF_THE_GRID = "The beats are not due at start + interval, start + 2 * interval, and so on."
STAYED_LATE = (
    "One beat came late, and the ones after it were late as well: each is due counted from the start."
)
LOST_AFTER_BLOCK = "After the loop had been blocked, beats that were not due while it was are missing."
GOES_ON = "The heartbeat was cancelled, and went on."
LATE_BEATS = "Beats were still appended to the log after the heartbeat had been cancelled."

INLINE = "The function ran in the thread of the event loop: everybody else stood still until it was over."
STOPPED_THE_LOOP = (
    "The function ran in a thread, but call_blocking waited for it in a way that stopped the loop."
)
NOTHING_RETURNED = "Gave None: hand back what the function returns."
GAVE_AN_AWAITABLE = "Gave something that is still to be awaited, in place of what the function returns."
NEVER_RETURNED = "call_blocking had not returned long after the function was over."
SWALLOWED = "The function raised an error, and call_blocking raised none."
ANOTHER_ERROR = "Not the error that the function raised came out of call_blocking."
RAISED_A_RESULT = "The function returned an exception as its result, and call_blocking raised it."
CALLED_AGAIN = "The function was called more than once."
MIXED_UP = "Calls that went on at the same time got each other's results."
NO_CONTEXT = "The function did not see the context variables of its caller."
OLD_CONTEXT = "The function saw the context variable as it had been before, not as the caller had set it."

NO_SUM_OF_NONE = "The sum of no numbers is 0."
IN_A_THREAD = "A thread was used; here the numbers are to be added up in the thread of the loop."
NEVER_A_TURN = "The loop did not run once between the first number and the last."
ALL_TAKEN_FIRST = "All the numbers were taken from the iterable before the loop ran for the first time."
EACH_NUMBER = "The loop ran after every single number, whatever the step."
NOT_EVERY_STEP = "The loop did not run after every `step` numbers, counted from the first one."
INSIDE_A_GROUP = "The loop ran although fewer than `step` numbers had been added."


# Task 1


def check_beats(seen, value, interval, seconds, blocks=(), before=0):
    """The beats that are due while the loop is not blocked are all there, on time; late ones may be."""
    check_goes_on(seen, value, before + seconds)
    beats = value["beats"]
    assert beats != [], NO_BEATS
    if any(isinstance(beat, str) for beat in beats):
        pytest.fail(NOT_A_TIME)
    if not all(-A_MOMENT < beat < 1000 for beat in beats):
        pytest.fail(OTHER_CLOCK)
    if max(beats) > seconds:
        pytest.fail(AHEAD)
    due = [number * interval for number in range(1, int(seconds / interval) + 1)]
    due = [beat for beat in due if not blocked(beat, blocks)]
    on_time = [beat for beat in beats if not blocked(beat, blocks)]
    if on_time and on_time[0] < A_MOMENT:
        del on_time[0]  # one at the start, which is left open
    if blocks and off_the_grid(on_time, interval):
        pytest.fail(STAYED_LATE)
    if blocks:
        assert on_time == pytest.approx(due, abs=A_MOMENT), LOST_AFTER_BLOCK
    assert on_time == pytest.approx(due, abs=A_MOMENT), OFF_THE_GRID


def check_goes_on(seen, value, seconds):
    """The heartbeat was still there at the end, and let others have their turn."""
    if value["end"] == "never stops":
        if seen.sightings.unawaited:
            pytest.fail(NOT_AWAITED)
        check_not_blocked(seen, seconds)
        pytest.fail(NEVER_WAITS)
    if value["end"] == "ended":
        pytest.fail(ENDED if value["beats"] else NO_BEATS)
    check_not_blocked(seen, seconds)


def check_not_blocked(seen, seconds):
    """Where a call of the learner's blocked the loop, the time that this cost is the first thing to say."""
    if any(PurePath(blocking.place.file).name == "blocking.py" for blocking in seen.sightings.blockings):
        assert seen.elapsed == seconds


def blocked(beat, blocks):
    """Whether the loop was blocked at the time of a beat, or had just been."""
    return any(begin <= beat <= end + A_MOMENT for begin, end in blocks)


def off_the_grid(beats, interval):
    """Whether any of the beats is not a multiple of the interval."""
    return any(abs(beat - round(beat / interval) * interval) > A_MOMENT for beat in beats)


@pytest.mark.task(1)
@pytest.mark.parametrize("interval", [1, 3])
def test_beats_every_interval(beats, interval):
    """There is a beat at every multiple of the interval, counted from the start."""
    seen = beats(interval, 4.5 * interval)
    check_beats(seen, seen.value, interval, 4.5 * interval)


@pytest.mark.task(1)
def test_the_grid_begins_at_the_start(beats, rng):
    """The beats are counted from the start of the heartbeat, whatever the time is then."""
    interval, wait = rng.randint(3, 20) / 2, rng.randint(1, 3) * 0.375
    seen = beats(interval, 6.5 * interval, wait)
    check_beats(seen, seen.value, interval, 6.5 * interval, before=wait)


@pytest.mark.task(1)
def test_goes_on_for_long(beats):
    """The fortieth beat is as punctual as the first."""
    seen = beats(0.5, 20.25)
    check_beats(seen, seen.value, 0.5, 20.25)


@pytest.mark.task(1)
def test_each_beat_is_logged_when_it_comes(beats_so_far, rng):
    """A look at the log between two beats shows those that have been, and no more."""
    interval = rng.randint(2, 9)
    seen = beats_so_far(interval, [number * interval + interval / 2 for number in range(6)])
    at_the_start = 1 if seen.value[:1] == [1] else 0
    assert seen.value == [number + at_the_start for number in range(6)], (
        "Looked at between two beats, the log does not hold the beats that have been."
    )


@pytest.mark.task(1)
@pytest.mark.parametrize(
    ("interval", "blocks"),
    [
        (2, [(3.5, 5)]),
        (1, [(0.875, 1.125), (2.875, 3.5)]),
        (1, [(2.75, 3.25), (3.875, 4.125)]),
    ],
    ids=["once", "twice", "one after the other"],
)
def test_a_late_beat_makes_no_other_late(beats_when_blocked, interval, blocks):
    """Somebody blocks the loop for a moment, one beat is late, and the next is on time again."""
    seen = beats_when_blocked(interval, 7.5 * interval, blocks)
    check_beats(seen, seen.value, interval, 7.5 * interval, blocks)


@pytest.mark.task(1)
def test_a_little_late_again_and_again(beats_when_blocked, rng):
    """Many beats, each a little late, do not add up to a delay."""
    interval = rng.randint(2, 9)
    late = rng.sample(range(1, 9), 4)
    blocks = [(each * interval - 0.25, each * interval + rng.randint(1, 6) / 8) for each in sorted(late)]
    seen = beats_when_blocked(interval, 10.5 * interval, blocks)
    check_beats(seen, seen.value, interval, 10.5 * interval, blocks)


@pytest.mark.task(1)
@pytest.mark.parametrize("blocks", [[(0.5, 5.25)], [(1.25, 3.5), (4.75, 7.125)]], ids=["once", "twice"])
def test_beats_missed_in_a_long_block(beats_when_blocked, blocks):
    """Whether missed beats are made up or skipped, the next ones are on the grid."""
    seen = beats_when_blocked(1, 9.5, blocks)
    check_beats(seen, seen.value, 1, 9.5, blocks)


@pytest.mark.task(1)
@pytest.mark.parametrize("beats", [2, 4])
def test_ends_when_cancelled(after_the_cancellation, rng, beats):
    """A cancelled heartbeat ends, and its log gets no further beat."""
    interval = rng.randint(2, 9)
    seen = after_the_cancellation(interval, beats * interval + interval / 2)
    if not seen.value["stopped"]:
        pytest.fail(GOES_ON)
    assert seen.value["beats"] in (beats, beats + 1), "Before the heartbeat was cancelled, beats are missing."
    assert seen.value["beats afterwards"] == 0, LATE_BEATS


@pytest.mark.task(1)
def test_two_heartbeats_do_not_know_of_each_other(several_heartbeats, rng):
    """Each has its own log and its own grid."""
    intervals = rng.sample([1, 1.5, 2, 2.5, 3.5], 3)
    seen = several_heartbeats(intervals, 12.75)
    for interval, value in zip(intervals, seen.value, strict=True):
        check_beats(seen, value, interval, 12.75)


# Task 2


def check_given(seen):
    """What the function returns, not what will give it later."""
    items = seen.value if isinstance(seen.value, list) else [seen.value]
    if any(
        isinstance(item, Opaque) and ("coroutine" in item.text or "Future" in item.text) for item in items
    ):
        pytest.fail(GAVE_AN_AWAITABLE)
    if "never returned" in items:
        pytest.fail(NEVER_RETURNED)


@pytest.mark.task(2)
def test_gives_what_the_function_returns(call_blocking, rng):
    """The function gets the arguments, and its result is handed back."""
    number, other = rng.randint(10, 99), rng.randint(2, 9)
    seen = call_blocking("divmod", [number, other])
    check_given(seen)
    if seen.value is None:
        pytest.fail(NOTHING_RETURNED)
    assert seen.value == divmod(number, other)


@pytest.mark.task(2)
def test_any_function_will_do(call_each, rng):
    """A method, and any number of arguments, whatever they are."""
    numbers = [rng.randint(1, 99) for _ in range(3)]
    seen = call_each(
        [("str.upper", ["heart"]), ("adder.add", numbers), ("lambda *args: args", [numbers, None])]
    )
    check_given(seen)
    assert seen.value == ["HEART", sum(numbers), (numbers, None)]


@pytest.mark.task(2)
def test_any_result_is_a_result(results, rng):
    """None, 0 and other empty values are results like others."""
    values = [rng.randint(1, 1000), None, 0, [], str(rng.random())]
    seen = results(values)
    check_given(seen)
    assert seen.value == values


@pytest.mark.task(2)
def test_the_object_itself_comes_back(the_same_object):
    """No copy, and an exception which is returned is not raised."""
    seen = the_same_object.observe()
    if seen.error is not None and seen.error.message == "not raised":
        pytest.fail(RAISED_A_RESULT)
    seen = the_same_object()
    assert seen.value == [True, True, True], "What the function returned was not handed back as it is."


def check_meanwhile(seen, seconds, every, gave):
    """The ticks of another task went on all the time."""
    value = seen.value
    if isinstance(value["gave"][1], Opaque):
        pytest.fail(GAVE_AN_AWAITABLE)
    if value["stopped the loop"]:
        pytest.fail(INLINE)
    if value["gave"] == ["gave", "never returned"]:
        pytest.fail(NEVER_RETURNED)
    if gave[0] != "gave" and value["gave"][0] == "gave":
        pytest.fail(SWALLOWED)
    if value["gave"] == ["gave", None]:
        pytest.fail(NOTHING_RETURNED)
    assert value["gave"] == gave, ANOTHER_ERROR if gave[0] != "gave" else "Not what the function returned."
    due = [number * every for number in range(1, int(seconds / every) + 1)]
    ticks = [tick for tick in value["ticks"] if tick < seconds]
    assert ticks == pytest.approx(due, abs=A_MOMENT), STOPPED_THE_LOOP


@pytest.mark.task(2)
def test_others_go_on_meanwhile(others_meanwhile):
    """While the function blocks, the loop runs."""
    seen = others_meanwhile(3.5, 1)
    check_meanwhile(seen, 3.5, 1, ["gave", "over"])


@pytest.mark.task(2)
def test_others_go_on_until_it_fails(others_meanwhile, rng):
    """A function that fails in the end has not stopped the loop either."""
    seconds = rng.randint(2, 12) + 0.25
    seen = others_meanwhile(seconds, 1, True)
    check_meanwhile(seen, seconds, 1, ["Mishap", "the disk is full"])


@pytest.mark.task(2)
def test_raises_what_the_function_raises(raised, rng):
    """An error of the function's comes out as it is."""
    errors = [
        [name, f"failure {rng.randint(1, 10_000)}"] for name in ("ValueError", "TimeoutError", "Mishap")
    ]
    seen = raised(errors)
    if any(how == "gave" for how, _ in seen.value):
        pytest.fail(SWALLOWED)
    assert seen.value == errors, ANOTHER_ERROR


@pytest.mark.task(2)
def test_the_function_is_called_once(calls, rng):
    """Once, whether it succeeds or fails; and a failure does not spoil the next call."""
    values = rng.sample(range(100), 4)
    bad = [values[1], values[3]]
    seen = calls(values, bad)
    if len(seen.value["calls"]) > len(values):
        pytest.fail(CALLED_AGAIN)
    assert seen.value["calls"] == values, "The function was not called, or not with the arguments."
    expected = [["Mishap", "the disk is full"] if value in bad else ["gave", 2 * value] for value in values]
    if any(
        given[0] == "gave" and value in bad for given, value in zip(seen.value["gave"], values, strict=True)
    ):
        pytest.fail(SWALLOWED)
    assert seen.value["gave"] == expected


@pytest.mark.task(2)
def test_calls_at_the_same_time_are_kept_apart(at_the_same_time, rng):
    """Each caller gets the result of its own function, whichever is over first."""
    delays = [number / 4 for number in rng.sample(range(1, 16), 3)]
    seen = at_the_same_time(delays)
    check_given(seen)
    expected = [f"slept {delay}" for delay in delays]
    if seen.value != expected and set(map(str, seen.value)) <= set(expected):
        pytest.fail(MIXED_UP)
    assert seen.value == expected


@pytest.mark.task(2)
def test_the_function_sees_the_context_of_its_caller(users_one_by_one, rng):
    """A context variable has the value that the caller has given it, the latest one."""
    names = rng.sample(["ada", "grace", "alan", "edsger", "barbara"], 3)
    seen = users_one_by_one(names)
    check_given(seen)
    if seen.value == ["nobody"] * 3:
        pytest.fail(NO_CONTEXT)
    if set(map(str, seen.value)) < set(names):
        pytest.fail(OLD_CONTEXT)
    assert seen.value == names, NO_CONTEXT


@pytest.mark.task(2)
def test_each_caller_has_a_context_of_its_own(users_at_the_same_time, rng):
    """Two tasks may give one context variable two values."""
    names = rng.sample(["ada", "grace", "alan", "edsger", "barbara"], 4)
    seen = users_at_the_same_time(names)
    check_given(seen)
    assert seen.value == names, NO_CONTEXT


# Task 3


def check_turns(value, count, step):
    """The loop ran after every `step` numbers.

    A program may take a number, let the loop run, and add it then: that of the next group, or even the very first.
    """
    if value["thread"]:
        pytest.fail(IN_A_THREAD)
    turns = value["turns before"]
    right = [list(range(step + ahead, count, step)) for ahead in (0, 1)]
    if value["added before the first turn"] == 0:
        right.append(list(range(1, count, step)))
    if turns in right:
        return
    if not turns:
        pytest.fail(ALL_TAKEN_FIRST if value["turns at the end"] > 2 else NEVER_A_TURN)
    if turns == list(range(1, count)):
        pytest.fail(EACH_NUMBER)
    if any(after - before < step for before, after in pairwise([0, *turns])):
        assert turns == right[0], INSIDE_A_GROUP
    assert turns == right[0], NOT_EVERY_STEP


def draw(rng, count):
    """`count` numbers in no order."""
    return [rng.randint(-999, 999) for _ in range(count)]


@pytest.mark.task(3)
@pytest.mark.parametrize("step", [2, 5, 100])
def test_gives_the_sum(crunch, rng, step):
    """All the numbers count, also where their count is no multiple of the step."""
    numbers = draw(rng, 12)
    seen = crunch(numbers, step)
    if seen.value is None:
        pytest.fail("Gave None: hand the sum back with `return`.")
    assert seen.value == sum(numbers)


@pytest.mark.task(3)
def test_the_sum_of_none_is_0(sums, rng):
    """An empty iterable gives 0; one number gives itself."""
    number = rng.randint(1, 999)
    seen = sums.observe([[number], []], 3)
    assert seen.error is None, NO_SUM_OF_NONE
    if isinstance(seen.value, list) and seen.value[1] is None:
        pytest.fail(NO_SUM_OF_NONE)
    assert seen.value == [number, 0]


@pytest.mark.task(3)
@pytest.mark.parametrize("kind", ["iterator", "dict", "old sequence"])
def test_any_iterable_will_do(crunch_any, rng, kind):
    """It need not have a length, and it can be gone through once only."""
    numbers = rng.sample(range(1000), 11)
    seen = crunch_any(kind, numbers, 3)
    assert seen.value == sum(numbers)


@pytest.mark.task(3)
@pytest.mark.parametrize(("count", "step"), [(10, 3), (8, 2), (25, 10)])
def test_the_loop_runs_after_every_step(turns, rng, count, step):
    """Not before `step` numbers have been added, and not later."""
    numbers = draw(rng, count)
    seen = turns(numbers, step)
    check_turns(seen.value, count, step)
    assert seen.value["sum"] == sum(numbers)


@pytest.mark.task(3)
def test_the_numbers_are_counted_not_looked_at(turns, rng):
    """When the loop runs depends on how many numbers there were, not on which."""
    step, last = rng.randint(3, 6), rng.randint(1, 99)
    seen = turns([0] * 20 + [last], step)
    check_turns(seen.value, 21, step)
    assert seen.value["sum"] == last


@pytest.mark.task(3)
def test_a_step_of_one(turns, rng):
    """The loop runs after every number."""
    numbers = draw(rng, 7)
    seen = turns(numbers, 1)
    check_turns(seen.value, 7, 1)
    assert seen.value["sum"] == sum(numbers)


@pytest.mark.task(3)
def test_fewer_numbers_than_a_step(turns, rng):
    """With fewer numbers than `step`, the loop need not run at all, and does not between them."""
    numbers = draw(rng, 6)
    seen = turns(numbers, 50)
    check_turns(seen.value, 6, 50)
    assert seen.value["sum"] == sum(numbers)


@pytest.mark.task(3)
def test_many_numbers(turns_of_many, rng):
    """Hundreds of numbers, as they are met in practice."""
    step = rng.randint(100, 200)
    seen = turns_of_many(500, step)
    check_turns(seen.value, 500, step)
    assert seen.value["sum"] == sum(range(500))


@pytest.mark.task(3)
def test_two_at_the_same_time(turns_at_the_same_time, rng):
    """Each counts its own numbers."""
    pairs = [(draw(rng, 13), 4), (draw(rng, 17), 3)]
    seen = turns_at_the_same_time(pairs)
    for (numbers, step), value in zip(pairs, seen.value, strict=True):
        check_turns(value, len(numbers), step)
        assert value["sum"] == sum(numbers)


@pytest.mark.task(3)
def test_an_error_of_the_iterable_comes_out(numbers_that_fail, rng):
    """What the iterable raises, crunch raises."""
    message = f"failure {rng.randint(1, 10_000)}"
    seen = numbers_that_fail(draw(rng, 5), message, 2)
    assert seen.value == ["Mishap", message], "The iterable raised an error, and crunch did not raise it."
