"""What must be seen of a submission of 03_send: values, errors and requests travel into a generator."""

from __future__ import annotations

from fractions import Fraction

import pytest

# --- task 1: foo ------------------------------------------------------------------------------------------------


@pytest.mark.task(1)
def test_foo_makes_a_generator(made_by):
    """Calling foo gives a generator."""
    assert made_by("foo").value == "a generator", "foo() gave no generator. Does it hand out 4 with `yield`?"


@pytest.mark.task(1)
def test_gives_4_when_first_advanced(foo_first):
    """The first `next` gives 4."""
    seen = foo_first()
    assert seen.value == 4


@pytest.mark.task(1)
@pytest.mark.parametrize(
    "values", [[10], [-3], [2.5], [0], [[1, 2]]], ids=["ten", "negative", "float", "zero", "list"]
)
def test_prints_the_first_value_sent_in(foo_sends, values):
    """The very first value sent in is printed, and 4 is handed out again."""
    judge_foo(foo_sends, values)


@pytest.mark.task(1)
def test_prints_every_value_sent_in(foo_sends, rng):
    """Any number of values may be sent in; each is printed once, in turn."""
    judge_foo(foo_sends, [10, 20, 30])
    judge_foo(foo_sends, rng.sample(range(-999, 1000), 12))


def judge_foo(foo_sends, values):
    """Send all of `values` and expect a line for each, and 4 each time."""
    seen = foo_sends.observe(values)
    assert raised(seen) != "StopIteration", "foo ended after a value was sent in. It should go on for ever."
    expected = [f"res {value}" for value in values]
    if seen.output.splitlines() != expected:
        explain_foo(foo_sends)
    seen = foo_sends(values)
    assert seen.output or values != [0], (
        "Nothing was printed when 0 was sent in. It is a value like any other."
    )
    assert seen.output == "".join(f"{line}\n" for line in expected)
    assert seen.value != values, "foo handed back what was sent in. It should hand out 4 each time."
    assert seen.value == [4 for _ in values]


def explain_foo(foo_sends):
    """Name the cause where three values give what a usual mistake gives."""
    printed = foo_sends.observe([10, 20, 30]).output.splitlines()
    assert printed, "foo printed nothing, whatever was sent in."
    assert set(printed) != {"res None"}, "foo printed `res None`: what was sent in did not reach `res`."
    assert set(printed) != {"res 4"}, "foo printed the 4 that it hands out, not the value that was sent in."
    assert "starting..." not in printed, (
        "foo printed `starting...` each time a value was sent in. Once is enough."
    )
    assert printed != ["res 20"], "Every other value sent in was lost: of three, only the second was printed."
    assert printed != ["res 20", "res 30"], "Nothing was printed for the first value sent in: it was lost."


# --- task 2: averager -------------------------------------------------------------------------------------------


@pytest.mark.task(2)
def test_averager_makes_a_generator(made_by):
    """Calling averager gives a generator."""
    assert made_by("averager").value == "a generator", (
        "averager() gave no generator. Is there a `yield` in it?"
    )


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "values",
    [[10, 25, 60], [7], [-4, -6, 1], [0, 0, 9], [0.1] * 10, [1e6, -1e6, 3.5], [5, 5, 5, 5]],
    ids=["three", "one", "negative", "zeros", "tenths", "large", "equal"],
)
def test_answers_with_the_mean_of_all_values_so_far(averages, averager_state, values):
    """Each value sent in is answered with the mean of all values so far."""
    judge_averager(averages, averager_state, values)


@pytest.mark.task(2)
def test_answers_any_numbers(averages, averager_state, rng):
    """The mean is right for whatever numbers are sent in."""
    judge_averager(averages, averager_state, [rng.uniform(-1000, 1000) for _ in range(40)])
    judge_averager(averages, averager_state, [rng.randrange(-99, 100) for _ in range(40)])


@pytest.mark.task(2)
def test_two_averagers_do_not_share(averages, averager_state, averages_in_turn, rng):
    """Two averagers used in turn each remember only what was sent to them."""
    left, right = [10, 25, 60], rng.sample(range(100, 1000), 3)
    for values in (left, right):
        judge_averager(averages, averager_state, values)
    seen = averages_in_turn(left, right)
    expected = [means(left), means(right)]
    if seen.value != near(expected):
        assert seen.value == expected, (
            "Two averagers used in turn mixed their values. They should share nothing."
        )


def judge_averager(averages, averager_state, values):
    """Send all of `values` after priming and expect a running mean."""
    expected = means(values)
    seen = averages.observe(values)
    if seen.error or seen.value != near(expected):
        explain_averager(averages, averager_state)
        seen = averages(values)
        assert seen.value == expected  # shown without the tolerance of `near`


def explain_averager(averages, averager_state):
    """Name the cause where 10, 25, 60 give what a usual mistake gives; right are 10, 17.5, 31.67."""
    state = averager_state().value
    seen = averages.observe([10, 25, 60])
    if seen.error or seen.value != near(means([10, 25, 60])):
        assert state != "GEN_SUSPENDED", (
            "averager() came back already primed, so the caller's `next` sent in a None."
        )
    assert raised(seen) != "StopIteration", "averager ended instead of waiting for the next value."
    if seen.error:
        return
    got = seen.value
    assert got != [None] * 3, "averager answered with None. What does it yield?"
    assert got[1:] != near([25, 42.5]), "The first value sent in was lost: it is in no mean."
    assert got[1:] != near([10, 17.5]), "Each mean came one value late: the newest was left out."
    assert got != near([10, 35, 95]), "averager answered with the sum of the values, not with their mean."
    assert got[2:] != near([42.5]), "Each mean was that of the last two values only. All values so far count."
    assert got != near([10, 17.5, 38.75]), (
        "Each answer lay half-way between the old mean and the new value. All count alike."
    )
    assert got != near([5, 15, 37.5]), (
        "Each answer lay half-way between the old mean and the new value. All count alike."
    )
    assert got != near([10, 17, 31]), "Each mean was rounded down to a whole number."
    assert got not in ROUNDED, "Each mean was rounded. It should go out as it is."
    assert got != near([5, 35 / 3, 95 / 4]), (
        "Each sum was divided by one too many. How many values have come?"
    )


ROUNDED = [[10, 17.5, round(95 / 3, digits)] for digits in range(8)] + [[10, round(17.5), round(95 / 3)]]


def means(values):
    """The mean after each value."""
    return [sum(values[:count]) / count for count in range(1, len(values) + 1)]


def near(expected):
    """Equal to within float rounding; as fractions, since an answer may be an integer that no float can hold."""
    if expected and isinstance(expected[0], list):
        return [near(row) for row in expected]
    return pytest.approx([Fraction(number) for number in expected], rel=1e-9, abs=1e-9)


# --- task 3: primed ---------------------------------------------------------------------------------------------


@pytest.fixture
def judge_primed(primed_gives, primed_makes, primed_diary):
    """Judge what all else rests on: a function, which makes a generator, which stands at its first `yield`."""

    def judge():
        gave = primed_gives().value
        assert gave != "NoneType", "primed gave back nothing. Does it return the function that it makes?"
        assert gave != "generator", "primed gave back a generator. It should give a function that makes one."
        assert gave == "a function"
        made = primed_makes().value
        assert made is not None, "Calling the decorated function gave None. Is the generator returned?"
        assert made != 1, "Calling the decorated function gave the first value yielded, not the generator."
        assert made == "a generator"
        diary = primed_diary().value
        assert not diary["decorated"], "The body began at the decoration. It should begin at each call."
        assert diary["called"] or diary["made by listener"], (
            "The decorated function holds a `yield` of its own, so calling it ran nothing at all."
        )
        assert diary["called"], "After the call the generator had not begun. It should stand at a `yield`."
        assert not diary["called"][1:], "The generator went past its first `yield`. One `next` is enough."

    return judge


@pytest.mark.task(3)
def test_the_generator_stands_at_its_first_yield(judge_primed):
    """The decorated function makes a generator whose body has run to its first `yield`, and no further."""
    judge_primed()


@pytest.mark.task(3)
@pytest.mark.parametrize("words", [["hello"], [10, 20, 30], [0, ""]], ids=["one", "three", "falsy"])
def test_what_is_sent_in_arrives(judge_primed, primed_hears, words):
    """A value can be sent in at once, and every value arrives."""
    judge_primed()
    judge_hears(primed_hears, words)


def judge_hears(primed_hears, words):
    """Send all of `words` into a primed listener and expect each to be heard and answered."""
    seen = primed_hears.observe(words)
    assert not not_begun(seen), "A value could not be sent in at once: the generator had not begun."
    seen = primed_hears(words)
    assert seen.value["heard"] != [None for _ in words], "What was sent in did not reach the generator."
    assert seen.value["heard"] == words
    assert seen.value["answers"] == list(range(2, len(words) + 2))


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("positional", "keywords"),
    [([], {}), ([1, "two"], {}), ([], {"unit": "km"}), ([3], {"unit": "s", "step": -1})],
    ids=["none", "positional", "keyword", "both"],
)
def test_arguments_pass_through(judge_primed, primed_passes, positional, keywords):
    """What the decorated function is called with reaches the generator function."""
    judge_primed()
    seen = primed_passes(positional, keywords)
    assert seen.value != "refused", (
        "The decorated function refused the arguments of the call. It should pass them on."
    )
    assert seen.value == [positional, keywords], (
        "The arguments of the call did not reach the generator function."
    )


@pytest.mark.task(3)
def test_keeps_the_metadata(judge_primed, primed_keeps, rng):
    """The decorated function keeps its name, its docstring and a way back to the original."""
    judge_primed()
    name = rng.choice(["listen", "running_mean", "watch"]) + str(rng.randrange(100))
    text = f"Hear {rng.randrange(100)} words."
    kept = primed_keeps(name, text).value
    assert kept["name"] == name, "The decorated function lost its name: `__name__` was another."
    assert kept["docstring"] == text, "The decorated function lost its docstring: `__doc__` was another."


@pytest.mark.task(3)
def test_each_call_makes_a_generator_of_its_own(judge_primed, primed_hears, primed_twins, rng):
    """Two calls give two generators that share nothing."""
    judge_primed()
    judge_hears(primed_hears, ["hello"])
    left, right = [rng.randrange(100) for _ in range(3)], [rng.randrange(100, 200) for _ in range(3)]
    seen = primed_twins(left, right)
    assert seen.value == [left, right], "Two calls gave generators that share what is sent in."


@pytest.mark.task(3)
@pytest.mark.parametrize("name", ["ValueError", "Alarm"])
def test_an_exception_thrown_in_arrives(judge_primed, primed_struck, name):
    """An exception thrown into the generator is raised at its first `yield`."""
    judge_primed()
    seen = primed_struck.observe(name)
    assert raised(seen) != name, "An exception thrown in did not reach the `yield` of the generator."
    assert primed_struck(name).value == "caught"


# --- task 4: collector ------------------------------------------------------------------------------------------


@pytest.fixture
def judge_counts(collector_counts, collector_flush):
    """Judge the answers to values that are sent in."""

    def judge(values):
        seen = collector_counts.observe(values)
        assert raised(seen) != "StopIteration", "The collector ended instead of waiting for the next value."
        seen = collector_counts(values)
        expected = list(range(1, len(values) + 1))
        if seen.value != expected:
            held = collector_flush.observe(values).value
            assert held != ["went on", values[1:]], "The first value sent in was lost: it was never stored."
            truthy = [value for value in values if value]
            assert held != ["went on", truthy] or truthy == values, (
                "0 and '' were not stored. They are values like any other."
            )
            seen = collector_counts(values)
        assert seen.value != list(range(len(values))), (
            "Each count came one value late: store the value, then count."
        )
        assert seen.value == expected

    return judge


@pytest.fixture
def judge_flush(judge_counts, collector_flush):
    """Judge the answer to a single `throw(Flush)`."""

    def judge(values):
        judge_counts(["a", "b", "c"])
        how, what = collector_flush(values).value
        assert how != "raised", "Flush came out of the collector again. It should be caught at the `yield`."
        assert how != "ended", "Flush ended the collector. It should yield its list and live on."
        assert not isinstance(what, int), "Flush was answered with a number, not with the list."
        assert what != [] or not values, (
            "Flush was answered with an empty list: it was emptied before it was given."
        )
        assert what == values

    return judge


@pytest.fixture
def judge_batches(judge_flush, collector_batches):
    """Judge values and flushes that follow each other: the counts and the list of each batch."""

    def judge(batches):
        judge_flush(["a", "b"])
        explain_batches(collector_batches.observe([["a", "b"], ["c"]]))
        seen = collector_batches.observe(batches)
        assert raised(seen) != "Flush", (
            "A later Flush came out of the collector again. Every one should be caught."
        )
        seen = collector_batches(batches)
        assert seen.value == [[list(range(1, len(batch) + 1)), batch] for batch in batches]

    return judge


def explain_batches(seen):
    """Name the cause where two short batches, a b and c, give what a usual mistake gives."""
    assert raised(seen) != "StopIteration", (
        "The collector ended after a flush. It should live on and start anew."
    )
    if seen.error:
        return
    _, [counts, held] = seen.value
    assert held != ["a", "b", "c"], "After a flush the old values were still there. It should start anew."
    assert held != [], "The first value sent in after a flush was lost."
    assert counts != [3], "After a flush the count went on from the old one. It should start at 1 again."


@pytest.mark.task(4)
def test_collector_makes_a_generator(made_by):
    """Calling collector gives a generator."""
    assert made_by("collector").value == "a generator", (
        "collector() gave no generator. Is there a `yield` in it?"
    )


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "values",
    [["a", "b", "c"], ["a"], [0, "", False, []], [5, 5, -5]],
    ids=["three", "one", "falsy", "equal"],
)
def test_send_gives_the_count(judge_counts, values):
    """Each value sent in is stored and answered with the number of values stored."""
    judge_counts(values)


@pytest.mark.task(4)
@pytest.mark.parametrize("values", [["a", "b"], ["a"], [], [7, 8, 7]], ids=["two", "one", "none", "equal"])
def test_flush_gives_the_stored_list(judge_flush, values):
    """`throw(Flush)` gives the list of what was stored."""
    judge_flush(values)


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "batches",
    [[["a", "b"], ["c"]], [["a"], ["b"], ["c", "d"]], [["a"], [], [], ["b"]], [[], [1, 2, 3]]],
    ids=["two", "three", "flushed_twice", "nothing_first"],
)
def test_lives_on_after_a_flush(judge_batches, batches):
    """After a flush the collector stores and counts anew, as often as it is asked."""
    judge_batches(batches)


@pytest.mark.task(4)
def test_a_list_once_given_stays_as_it_was(judge_batches, collector_kept, rng):
    """A list that was given on a flush does not change when more is sent in."""
    for batches in ([["a", "b"], ["c"]], [[rng.randrange(99) for _ in range(size)] for size in (2, 3, 1)]):
        judge_batches(batches)
        seen = collector_kept(batches)
        assert seen.value == batches, (
            "A list given on a flush changed afterwards. It should be the caller's own."
        )


HELD = [
    pytest.param([], ["a", "b"], id="two"),
    pytest.param([], [], id="nothing"),
    pytest.param([["a"]], ["b", "c"], id="after_a_flush"),
    pytest.param([["a", "b"]], [], id="right_after_a_flush"),
]
"""The batches flushed before, and what the collector still holds."""


@pytest.mark.task(4)
@pytest.mark.parametrize(("flushed", "held"), HELD)
def test_ended_it_returns_what_it_still_holds(judge_counts, judge_end, flushed, held):
    """`throw(GeneratorExit)` ends it: StopIteration carries the list still held."""
    judge_counts(["a", "b", "c"])
    judge_end(flushed, held)


@pytest.fixture
def judge_end(judge_batches, collector_struck):
    """Throw GeneratorExit in and expect StopIteration with the list."""

    def judge(flushed, held):
        if flushed:  # a collector that knows no Flush yet may be ended all the same
            judge_batches([*flushed, held])
        seen = collector_struck.observe(flushed, held, "GeneratorExit")
        judge_return(seen)
        how, what = collector_struck(flushed, held, "GeneratorExit").value
        assert how != "went on" or what != held, (
            "The collector answered GeneratorExit with a `yield`. It should return."
        )
        assert how != "went on", "The collector swallowed GeneratorExit and went on, so nobody can end it."
        assert how != "raised", (
            "The collector ended on GeneratorExit without returning the list it still held."
        )
        assert what is not None, "The collector ended, but returned None and not the list it still held."
        assert what == held

    return judge


def judge_return(seen):
    """A generator that raises StopIteration itself gets a RuntimeError."""
    assert raised(seen) != "RuntimeError" or "raised StopIteration" not in seen.error.message, (
        "The collector raised StopIteration itself. A generator ends with `return`."
    )


@pytest.mark.task(4)
@pytest.mark.parametrize("values", [["a", "b"], []], ids=["two", "nothing"])
def test_close_ends_it(judge_counts, collector_close, values):
    """`close()` ends it; from Python 3.13 on it gives the list still held."""
    judge_counts(["a", "b", "c"])
    seen = collector_close.observe(values)
    judge_return(seen)
    assert raised(seen) != "RuntimeError", (
        "close() could not end the collector: it went on after GeneratorExit."
    )
    seen = collector_close(values)
    if seen.value["close gives the returned value"]:
        assert seen.value["gave"] == values, "close() did not give the list that the collector still held."


@pytest.mark.task(4)
@pytest.mark.parametrize("name", ["ValueError", "KeyError", "Alarm"])
@pytest.mark.parametrize(("flushed", "held"), HELD)
def test_other_exceptions_end_it_and_pass_through(
    judge_counts, judge_batches, collector_struck, flushed, held, name
):
    """Any other exception thrown in comes out again."""
    judge_counts(["a", "b", "c"])
    if flushed:
        judge_batches([*flushed, held])
    how, what = collector_struck(flushed, held, name).value
    assert how != "went on", "The collector swallowed an exception that is not Flush. It should let it out."
    assert how != "ended", "The collector hid an exception: it returned, and the error never came out."
    assert what == name


@pytest.mark.task(4)
def test_two_collectors_do_not_share(judge_batches, collectors_in_turn):
    """Two collectors used in turn each store only what was sent to them."""
    left, right = ["a", "b", "c"], [1, 2, 3]
    judge_batches([left, right])
    seen = collectors_in_turn(left, right)
    assert seen.value == {"counts": [[1, 1], [2, 2], [3, 3]], "lists": [left, right]}, (
        "Two collectors used in turn stored into one list. They should share nothing."
    )


@pytest.mark.task(4)
def test_any_order_of_values_and_flushes(judge_batches, judge_end, rng):
    """Values and flushes may come in any order and number."""
    judge_batches([some_numbers(rng) for _ in range(8)])
    judge_end([some_numbers(rng)], some_numbers(rng))


def some_numbers(rng):
    """None to five numbers."""
    return [rng.randrange(1, 100) for _ in range(rng.randrange(6))]


# --- what was raised --------------------------------------------------------------------------------------------


def raised(seen):
    """The name of the exception's class, None where there was none."""
    return seen.error.type if seen.error else None


def not_begun(seen):
    """Whether a value was sent into a generator that stood before its first `yield`."""
    return raised(seen) == "TypeError" and "just-started" in seen.error.message
