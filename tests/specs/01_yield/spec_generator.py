"""What must be seen of a submission of 01_yield.

The first check of each task looks at what the call gives: what is no iterator fails every later check, too,
and this one can say why. The others go from the plain case to the edges. Where a known mistake shows in what
was seen, the headline names it; anything else fails by the plain comparison. A check of an edge goes through the
plain case first, so that its headline never blames the edge for a mistake that shows without it.
"""

import sys
from itertools import accumulate

import pytest


def agree(seen, expected, mistakes):
    """The values must be the expected ones; `mistakes` maps a headline to whether its mistake shows."""
    for headline, shows in mistakes.items():
        if shows:
            assert seen.value == expected, headline
    assert seen.value == expected


def run(scenario, *arguments, errors):
    """Run a scenario; an exception whose message or type stands in `errors` gets the headline there."""
    seen = scenario.observe(*arguments)
    if seen.error is None:
        return seen
    headline = errors.get(seen.error.message, errors.get(seen.error.type))
    if headline is not None:
        assert seen.error is None, headline
    return scenario(*arguments)


ENDED_BY_RETURN = "gave one number and was over: `return` ends a function, `yield` only pauses it."
CALLED_ITSELF = "It called itself for each number until Python allowed no more: only a loop goes on for ever."
SHARED = "they share something that each needs for itself."
STOP_ITERATION = "generator raised StopIteration"


# --- task 1: foo --------------------------------------------------------------------------------------------

FOO_GAVE = {
    "int": f"foo() {ENDED_BY_RETURN}",
    "NoneType": "foo() gave None: there is no `yield` in it, so it ran to its end at the call.",
    "function": "foo() gave a function that is yet to be called; a generator is asked for.",
    "async_generator": "foo is an `async def`, and next() does not work on what it gives: use `def`.",
    "coroutine": "foo is an `async def`, and next() does not work on what it gives: use `def`.",
}
FOO_ENDED = "It came to an end: foo hands out 4 for as long as it is asked."
ONE_START = "Of two generators only one printed `starting...`: each prints it when it is first advanced."


def goes_on(advance_foo):
    """Four times 4 come out: the plain case, which the checks of the edges take for granted."""
    seen = advance_foo(4)
    agree(seen, [4] * 4, {FOO_ENDED: len(seen.value) < 4})


@pytest.mark.task(1)
def test_calling_foo_gives_a_generator(call_foo):
    """Calling a function with `yield` in it gives something that next() works on."""
    seen = call_foo()
    assert seen.value == "iterator", FOO_GAVE.get(seen.value, "next() does not work on what foo() gave.")


@pytest.mark.task(1)
def test_calling_foo_prints_nothing(imported, call_foo):
    """The body of a generator waits for the first next()."""
    before = imported().output  # a print that was left at the bottom of the file is not foo's
    seen = call_foo()
    assert seen.output == before, "It printed something at the call: the body waits for the first next()."


@pytest.mark.task(1)
def test_the_first_next_runs_as_far_as_the_yield(imported, advance_foo):
    """The first next() prints `starting...` and hands out 4."""
    before = imported().output
    seen = advance_foo(1)
    mistakes = {
        "It ended before it came to a `yield`.": seen.value == [],
        "next() gave None: what follows `yield` is handed out, a print only shows it.": seen.value == [None],
    }
    agree(seen, [4], mistakes)
    printed = seen.output.removeprefix(before)
    assert "res" not in printed, "It printed `res` at the first next(), when no `yield` had a value yet."
    assert seen.output == before + "starting...\n"


@pytest.mark.task(1)
@pytest.mark.parametrize("times", [2, 3, 4])
def test_each_later_next_goes_on_behind_the_yield(imported, advance_foo, times):
    """A resumed foo prints `res None`, goes round, and hands out 4 again."""
    before = imported().output
    seen = advance_foo(times)
    mistakes = {
        FOO_ENDED: len(seen.value) < times,
        "It handed out the None that had come in: 4 is handed out at every `yield`.": None in seen.value,
    }
    agree(seen, [4] * times, mistakes)
    printed = seen.output.removeprefix(before)
    assert "res" in printed, "It was resumed and printed no `res`."
    assert printed.count("starting...") < 2, (
        "It printed `starting...` again: only the first next() prints it."
    )
    assert "res 4" not in printed, "It printed `res 4`: the 4 goes out, and under next() None comes back in."
    assert seen.output == before + "starting...\n" + "res None\n" * (times - 1)


@pytest.mark.task(1)
def test_foo_never_ends(advance_foo, rng):
    """However often it is asked, foo hands out 4."""
    times = rng.randint(2_000, 3_000)
    seen = run(advance_foo, times, errors={"RecursionError": CALLED_ITSELF})
    assert len(seen.value) == times, FOO_ENDED


@pytest.mark.task(1)
def test_res_is_what_the_yield_evaluated_to(imported, advance_foo, send_to_foo, rng):
    """What came in is printed, not a text that stays the same."""
    before = imported().output
    goes_on(advance_foo)
    values = [10, 0, rng.randint(100, 999)]
    seen = send_to_foo(values)
    assert seen.value == [4, 4, 4]
    headline = "It printed `res None` when 10 had been sent in: `res` is the value of the `yield` expression."
    assert seen.output.removeprefix(before) != "starting...\n" + "res None\n" * 3, headline
    assert seen.output == before + "starting...\n" + "".join(f"res {value}\n" for value in values)


@pytest.mark.task(1)
def test_each_foo_starts_by_itself(imported, advance_foo, two_foos):
    """Two generators of foo are started and resumed each on its own."""
    before = imported().output
    goes_on(advance_foo)
    seen = two_foos(2)
    assert seen.value == [[4, 4], [4, 4]]
    assert seen.output.count("starting...") != before.count("starting...") + 1, ONE_START
    assert seen.output == before + "starting...\n" * 2 + "res None\n" * 2


# --- task 2: count_up ---------------------------------------------------------------------------------------

COUNT_GAVE = {
    "list": "count_up gave a list: all its numbers were made at the call, and next() does not work on it.",
    "range": "count_up gave a range: a `for` loop can walk over that, but next() does not work on it.",
    "int": f"count_up {ENDED_BY_RETURN}",
    "NoneType": "count_up gave None: it ran to its end at the call and handed nothing out.",
    "function": "count_up gave a function that is yet to be called; an iterator is asked for.",
}
RAISED_ITS_END = "It ended with `raise StopIteration`, which Python forbids in a generator: `return` ends it."
RETURNED = "It returned its numbers: in a function with `yield`, `return` only ends it and hands nothing out."
FOR_A_LENGTH = "It took `stop` for how many numbers to give: it is the number before which to end."
ZERO_FOR_NONE = (
    "It took a `stop` of 0 for no `stop` at all: 0 counts as false, so ask whether `stop` is None."
)
COUNT_ENDED = "Without a `stop` it came to an end: it goes on for ever then."


@pytest.mark.task(2)
def test_count_up_gives_an_iterator(call_count_up):
    """What count_up gives can be asked for its next number."""
    seen = call_count_up(2, 6)
    headline = COUNT_GAVE.get(seen.value, "next() does not work on what count_up gave.")
    assert seen.value == "iterator", headline


def counts(count, count_returned, start, stop):
    """The numbers from start to below stop come out, and then the end."""
    expected = list(range(start, stop))
    limit = len(expected) + 3
    seen = run(count, start, stop, limit, errors={STOP_ITERATION: RAISED_ITS_END})
    given = seen.value
    mistakes = {
        RETURNED: given == [] and count_returned(start, stop).value not in (None, "NoneType"),
        "It gave `stop` as well: the last number is the one before it.": given == [*expected, stop],
        "It did not end at `stop`.": given == list(range(start, start + limit)),
        FOR_A_LENGTH: given == [start + k for k in range(min(stop, limit))],
        "It began with the number after `start`.": given in (expected[1:], [*expected[1:], stop]),
        "It ended after its first number.": given == [start],
    }
    agree(seen, expected, mistakes)


@pytest.mark.task(2)
@pytest.mark.parametrize(
    ("start", "stop"),
    [(2, 6), (7, 9), (0, 3), (-5, -2), (-2, 3), (41, 42), (10**30, 10**30 + 4)],
    ids=["2-6", "7-9", "0-3", "minus-5-minus-2", "minus-2-3", "one-number", "huge"],
)
def test_counts_from_start_to_below_stop(count_between, count_returned, start, stop):
    """The first number is start, the last is the one before stop, and none is missing."""
    counts(count_between, count_returned, start, stop)


@pytest.mark.task(2)
def test_counts_between_any_two_numbers(count_between, count_by_name, count_returned, rng):
    """Whatever the numbers are, and also where start and stop are given by name."""
    for count in (count_between, count_by_name) * 2:
        start = rng.randint(-500, 500)
        counts(count, count_returned, start, start + rng.randint(2, 40))


@pytest.mark.task(2)
@pytest.mark.parametrize("start", [-3, -1], ids=["minus-3", "minus-1"])
def test_a_stop_of_zero_is_a_stop(count_between, count_returned, start):
    """0 is a number like any other."""
    counts(count_between, count_returned, 2, 6)
    seen = count_between(start, 0, 8)
    agree(seen, list(range(start, 0)), {ZERO_FOR_NONE: len(seen.value) == 8})


@pytest.mark.task(2)
@pytest.mark.parametrize(
    ("start", "stop"), [(5, 5), (5, 2), (0, 0), (-1, -4)], ids=["5-5", "5-2", "0-0", "minus-1-minus-4"]
)
def test_a_stop_at_or_below_start_gives_nothing(count_between, count_returned, start, stop):
    """Where there is nothing to count, the iterator ends at once."""
    counts(count_between, count_returned, 2, 6)
    limit = 9
    seen = run(count_between, start, stop, limit, errors={STOP_ITERATION: RAISED_ITS_END})
    given = seen.value
    mistakes = {
        ZERO_FOR_NONE: stop == 0 and len(given) == limit,
        "It went on for ever: a `stop` below `start` is never met.": start > stop and len(given) == limit,
        "It counted down: with `stop` below `start` it gives nothing.": given[:2] == [start, start - 1],
        "It gave `start` before it had looked at `stop`.": given[:1] == [start],
    }
    agree(seen, [], mistakes)


def counts_on(count_from, count_returned, start):
    """The numbers from start come out, and there is no end."""
    failed = "Without a `stop` it failed: `stop` is None then, and None is not a number."
    seen = run(count_from, start, 6, errors={"TypeError": failed})
    expected = list(range(start, start + 6))
    nothing = seen.value == []
    mistakes = {
        RETURNED: nothing and count_returned(start, None).value not in (None, "NoneType"),
        "Without a `stop` not one number came out.": nothing,
        COUNT_ENDED: seen.value == expected[: len(seen.value)],
    }
    agree(seen, expected, mistakes)


@pytest.mark.task(2)
@pytest.mark.parametrize("start", [5, 0, -3], ids=["5", "0", "minus-3"])
def test_without_a_stop_it_goes_on(count_from, count_returned, start):
    """Where no stop is given there is always a next number."""
    counts_on(count_from, count_returned, start)


@pytest.mark.task(2)
def test_without_a_stop_it_goes_on_for_long(count_from, count_returned, rng):
    """A count without a stop does not tire."""
    counts_on(count_from, count_returned, 1)
    start, much = rng.randint(-99, 99), rng.randint(2_000, 3_000)
    seen = run(count_from, start, much, errors={"RecursionError": CALLED_ITSELF})
    agree(seen, list(range(start, start + much)), {COUNT_ENDED: len(seen.value) < much})


@pytest.mark.task(2)
@pytest.mark.parametrize("start", [sys.maxsize - 1, 10**30], ids=["maxsize", "huge"])
def test_without_a_stop_no_number_is_the_largest(count_from, count_returned, start):
    """Python's integers have no end, so the count has none either."""
    counts_on(count_from, count_returned, 1)
    seen = count_from(start, 5)
    expected = [start, start + 1, start + 2, start + 3, start + 4]
    headline = "Without a `stop` it ended at a large number: Python's integers have no largest one."
    agree(seen, expected, {headline: seen.value == expected[: len(seen.value)]})


@pytest.mark.task(2)
def test_makes_each_number_when_it_is_asked_for(made_for_the_first):
    """The first of 400,000 numbers comes without the others being made."""
    seen = made_for_the_first(1_000, 401_000)
    assert seen.value < 200_000, "It made all its numbers before it handed out the first one."


@pytest.mark.task(2)
def test_two_counts_do_not_disturb_each_other(count_between, count_from, count_returned, two_counts, rng):
    """Each call counts on its own, also while another one is under way."""
    low, high = rng.randint(2, 50), rng.randint(500, 900)
    counts(count_between, count_returned, low, low + 4)
    counts_on(count_from, count_returned, high)
    seen = two_counts((low, low + 4), (high,), 6)
    expected = [list(range(low, low + 4)), list(range(high, high + 6))]
    assert seen.value == expected, f"Two counts disturbed each other: {SHARED}"


# --- task 3: running_total ----------------------------------------------------------------------------------

TOTAL_GAVE = {
    "list": "running_total gave a list: all numbers were read at the call, and next() does not work on it.",
    "int": f"running_total {ENDED_BY_RETURN}",
    "float": f"running_total {ENDED_BY_RETURN}",
    "NoneType": "running_total gave None: it ran to its end at the call and handed nothing out.",
    "function": "running_total gave a function that is yet to be called; a generator is asked for.",
}
NOT_EVERY_ITERABLE = (
    "It asks for something that not every iterable can do: a `for` loop works on all of them."
)
NO_NUMBER_LEFT = (
    "It failed when no number was left: next() raises StopIteration then, and nothing caught that."
)
OF_A_LIST = {STOP_ITERATION: NO_NUMBER_LEFT}
OF_ANOTHER = {**OF_A_LIST, **dict.fromkeys(["TypeError", "AttributeError", "KeyError"], NOT_EVERY_ITERABLE)}


@pytest.mark.task(3)
def test_running_total_gives_a_generator(call_running_total):
    """What running_total gives can be asked for its next total."""
    seen = call_running_total([3, 1, 4])
    headline = TOTAL_GAVE.get(seen.value, "next() does not work on what running_total gave.")
    assert seen.value == "iterator", headline


def adds_up(totals, numbers, *source):
    """One total comes out for each number, and then the end."""
    seen = run(totals, *source, numbers, errors=OF_ANOTHER if source else OF_A_LIST)
    expected, given = list(accumulate(numbers)), seen.value
    mistakes = {
        "The numbers themselves came out: the total was lost from one to the next.": given == list(numbers),
        "The sum of all numbers came out each time, not of those so far.": given
        == expected[-1:] * len(numbers),
        "Only the last total came out: one is asked for after each number.": given == expected[-1:],
        "A total of 0 came out first, before any number had been added.": given[:1] == [0] != expected[:1],
        "It ended after its first total.": given == expected[:1],
        "It left out a number that is 0: it has a total, too.": 0 in numbers and len(given) < len(expected),
    }
    agree(seen, expected, mistakes)


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "numbers",
    [[3, 1, 4], [7, 7, 7, 7], [9], [5, 0, 2], [0, 0, 6], [4, -4, -3, 3, 8], [0.5, 0.25, 2]],
    ids=["plain", "equal", "one", "with-0", "0-first", "below-0", "fractions"],
)
def test_one_total_comes_after_each_number(totals, numbers):
    """Each total is the sum of all numbers so far."""
    adds_up(totals, numbers)


@pytest.mark.task(3)
def test_any_numbers_are_added_up(totals, rng):
    """Whatever the numbers are, and however many."""
    for length in (2, 9, 400):
        numbers = [rng.choice((-1, 1)) * rng.randint(1, 999) for _ in range(length)]
        adds_up(totals, numbers)


@pytest.mark.task(3)
def test_no_numbers_give_no_total(totals):
    """Where there is nothing to add up the generator ends at once."""
    seen = run(totals, [], errors=OF_A_LIST)
    agree(seen, [], {"A total came out where there was no number.": seen.value == [0]})


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "source",
    ["a tuple", "a dict", "a generator", "an iterator", "an object that can be looped over"],
    ids=["tuple", "dict", "generator", "iterator", "iterable"],
)
def test_any_iterable_will_do(totals, totals_of, source, rng):
    """The numbers need not stand in a list."""
    numbers = rng.sample(range(1, 100), 4)
    adds_up(totals, numbers)
    adds_up(totals_of, numbers, source)


@pytest.mark.task(3)
def test_takes_no_number_before_its_total_is_asked_for(totals, taken_for_each_total, rng):
    """After k totals exactly k numbers have been taken."""
    numbers = rng.sample(range(1, 100), 5)
    adds_up(totals, numbers)
    seen = run(taken_for_each_total, numbers, errors=OF_ANOTHER)
    at_call, by_first, by_second, *_ = seen.value
    mistakes = {
        "It took every number before the first total: an endless source has no last one.": by_first == 5,
        "It took a number when it was called, before a total was asked for.": at_call > 0,
        "It took a number ahead: its total had not yet been asked for.": by_first > 1 or by_second > 2,
    }
    agree(seen, [0, 1, 2, 3, 4, 5], mistakes)


@pytest.mark.task(3)
def test_an_endless_source_will_do(totals, totals_of_endless, rng):
    """Totals come out of a source that has no end."""
    numbers = [rng.randint(1, 9) for _ in range(3)]
    adds_up(totals, numbers)
    seen = run(totals_of_endless, numbers, 300, errors=OF_ANOTHER)
    headline = "No total came out of an endless source: it waits for the last number."
    agree(seen, list(accumulate(numbers * 100)), {headline: seen.value == []})


@pytest.mark.task(3)
def test_totals_come_before_the_source_fails(totals, totals_before_failure, rng):
    """What was taken before a failure has its total."""
    numbers = rng.sample(range(1, 100), 3)
    adds_up(totals, numbers)
    seen = run(totals_before_failure, numbers, errors=OF_ANOTHER)
    headline = "The totals before a failing number were lost: each is due before the next number is taken."
    assert seen.value == list(accumulate(numbers)), headline


@pytest.mark.task(3)
def test_a_second_generator_starts_anew(totals, totals_one_after_the_other, rng):
    """What one generator has added up is unknown to the next."""
    one, other = rng.sample(range(1, 100), 3), rng.sample(range(1, 100), 3)
    adds_up(totals, one)
    adds_up(totals, other)
    seen = totals_one_after_the_other(one, other)
    expected = [list(accumulate(one)), list(accumulate(other))]
    assert seen.value == expected, (
        "The second generator went on from the total of the first: each starts anew."
    )


@pytest.mark.task(3)
def test_two_generators_at_once_keep_apart(totals, two_totals, rng):
    """Each generator has a total of its own, also while another one is under way."""
    one, other = rng.sample(range(1, 100), 4), rng.sample(range(100, 999), 2)
    adds_up(totals, one)
    adds_up(totals, other)
    seen = two_totals(one, other)
    expected = [list(accumulate(one)), list(accumulate(other))]
    assert seen.value == expected, f"Two generators at work mixed up their totals: {SHARED}"
