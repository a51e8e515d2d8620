"""What must be seen of a submission of 02_switch: functions that take turns in one thread.

The first check of each task looks at what the call gives. Where a usual mistake shows in what was seen, the headline
names it; anything else fails by the plain comparison. A check of an edge goes through the plain case first, so that
its headline never blames the edge for a mistake that shows without it.
"""

from __future__ import annotations

from collections import Counter
from operator import gt

import pytest

from grader.observation import Opaque

A_LINE, B_LINE = "---A---", "---B---"


def because(*mistakes):
    """Fail with the headline of the first mistake that shows; each is (shows, headline)."""
    for shows, headline in mistakes:
        if shows:
            pytest.fail(headline)


def run(scenario, *arguments, errors):
    """Run a scenario; an exception whose message or type stands in `errors` gets the headline there."""
    seen = scenario.observe(*arguments)
    headline = seen.error and errors.get(seen.error.message, errors.get(seen.error.type))
    if headline:
        assert seen.error is None, headline
    return seen if seen.error is None else scenario(*arguments)


STOP_ITERATION = "generator raised StopIteration"
NOT_WITH_NEXT = "next() does not work on what {0} gave: {0} should give a generator."
NO_YIELD = "{0} gave None: without a `yield` in it, it runs to its end at the call."
ASYNC = "{0} is an `async def`, and next() does not work on what it gives: use `def`."
ONE_THREAD = "It used another thread: the turns are taken in one thread."


def check_kind(name, given, expected, more=None):
    """What the call gave, with the usual reasons why it is something else."""
    gave = {
        "NoneType": NO_YIELD.format(name),
        "coroutine": ASYNC.format(name),
        "async_generator": ASYNC.format(name),
        **(more or {}),
    }
    assert given in expected, gave.get(given, NOT_WITH_NEXT.format(name))


# --- task 1: A and B ----------------------------------------------------------------------------------------


@pytest.mark.task(1)
def test_calling_A_gives_a_generator(call_A, advance_A):
    """The call only makes the generator; its body waits until it is advanced."""
    seen = call_A().value
    check_kind("A", seen["kind"], ["generator", "iterator"])
    assert seen["log"] == [], "A wrote a line at the call: its body waits for the first next()."
    check_A(advance_A, [], 2)


@pytest.mark.task(1)
@pytest.mark.parametrize("times", [2, 1, 5])
def test_A_writes_a_line_each_time_it_is_advanced(advance_A, times):
    """Each next() appends one `---A---`, the first one too."""
    check_A(advance_A, [], times)


@pytest.mark.task(1)
def test_A_never_ends(advance_A, rng):
    """A goes on for as long as it is advanced, and leaves alone what stands in the log."""
    check_A(advance_A, [], 3)
    check_A(advance_A, ["good", "morning"], rng.randint(1_100, 1_500))


def check_A(advance_A, before, times):
    """One line for each next(), no more and no fewer."""
    seen = run(
        advance_A, before, times, errors={"RecursionError": "A called itself until Python allowed no more."}
    )
    log, growth = seen.value["log"], seen.value["growth"]
    because(
        (not growth or len(growth) < times, "A ended: it should go on for as long as it is advanced."),
        (growth[-1] == 0, "A was advanced and wrote nothing into the log."),
        (growth[0] == 0, "A wrote nothing when it was first advanced: its line comes before the `yield`."),
        (growth[0] > 1, "A wrote more than one line when it was advanced once."),
        (growth != list(range(1, times + 1)), "A did not write one line each time it was advanced."),
        (seen.value["strangers"] > 0, ONE_THREAD),
    )
    assert log == before + [A_LINE] * times


@pytest.mark.task(1)
def test_two_As_write_into_their_own_logs(advance_A, two_As):
    """Each A belongs to the log that it was given."""
    check_A(advance_A, [], 3)
    assert two_As(3).value == [[A_LINE] * 3] * 2, (
        "Of two As, each should write into the log that it was given."
    )


@pytest.mark.task(1)
@pytest.mark.parametrize("rounds", [3, 1, 0], ids=["three", "one", "none"])
def test_B_writes_and_then_advances_a(use_B, rounds):
    """In each round B appends its line and then gives the turn to a."""
    check_B(use_B, [], [rounds])


@pytest.mark.task(1)
def test_B_takes_as_many_rounds_as_it_is_told(use_B, rng):
    """However many rounds there are; what stands in the log stays there."""
    check_B(use_B, [], [2])
    check_B(use_B, ["good", "morning"], [rng.randint(50, 999)])


@pytest.mark.task(1)
def test_B_goes_on_with_the_same_a(use_B):
    """B leaves a open, so that it can be called with it again."""
    check_B(use_B, [], [2])
    check_B(use_B, [], [1, 3, 0, 2])


def check_B(use_B, before, calls, line="a was here"):
    """B with an `a` of ours, which appends `line`; the plain case comes first."""
    if calls != [2]:
        check_B(use_B, [], [2])
    rounds = sum(calls)
    seen = use_B(before, calls, line)
    log, advanced = seen.value["log"], seen.value["advanced"]
    new = log[len(before) :]
    b_alone = [written for written in new if written != line]
    because(
        (
            seen.value["only_made"],
            "B ran nothing at the call: an ordinary function has no `yield` or `async`.",
        ),
        (seen.value["endless"], "B went on and on: it takes as many turns as `rounds` says."),
        (A_LINE in log, "`---A---` was not written by the `a` that B was given: B should advance that one."),
        (log[: len(before)] != before, "B changed what was in the log already: append to it."),
        (rounds and not b_alone, "B wrote nothing into the log."),
        (rounds and not advanced, "B never advanced the `a` that it was given."),
        (seen.value["ended"] or (len(calls) > 1 and advanced < rounds), "Called again, B found a closed."),
        (rounds == 0 and log != before, "B took a turn though `rounds` is 0."),
        (
            rounds > 1 and new == [line] * rounds + b_alone,
            "Every turn of a came before B's first: alternate.",
        ),
        (
            rounds > 1 and new == b_alone + [line] * rounds,
            "Every turn of B came before a's first: alternate.",
        ),
        (new[:1] == [line], "B advanced a before it had written its own line: B comes first."),
        (len(b_alone) > rounds, "B took more turns than `rounds` says."),
        (len(b_alone) < rounds, "B took fewer turns than `rounds` says."),
        (advanced > rounds, "B advanced a more often than once in each turn."),
        (advanced < rounds, "B did not advance a in every turn."),
        (seen.value["closed"], "B closed a: it should stay open, to go on with it later."),
        (seen.value["strangers"] > 0, ONE_THREAD),
        (seen.elapsed > 0, "B slept: in one thread, nobody else can take a turn meanwhile."),
        (set(b_alone) - {B_LINE}, "The line that B writes is not exactly `---B---`."),
    )
    assert log == before + [B_LINE, line] * rounds


@pytest.mark.task(1)
@pytest.mark.parametrize("calls", [[3], [1, 2, 2], [0]], ids=["once", "again", "none"])
def test_B_and_A_take_turns(switch, calls):
    """Together they alternate, B first, and neither sleeps."""
    for each in ([2], calls):
        seen = switch(each)
        assert seen.value == [B_LINE, A_LINE] * sum(each)
        assert seen.elapsed == 0, "A slept: in one thread, nobody else can take a turn meanwhile."


# --- task 2: take_turns -------------------------------------------------------------------------------------

LOST_TURN = "When one generator had ended, the others did not come in their order any more."
ENDS_WITH = "It ended when one of the generators did: the others still had values."
OF_TURNS = {
    STOP_ITERATION: "It failed when a generator ended: next() raises StopIteration then, and nothing caught that.",
    "StopIteration": "It failed when a generator ended: next() raises StopIteration then, and nothing caught that.",
    "RecursionError": "It called itself for each round until Python allowed no more: use a loop.",
}


def in_turns(plans):
    """One value from each plan, round after round."""
    longest = max(map(len, plans), default=0)
    return [plan[place] for place in range(longest) for plan in plans if place < len(plan)]


def check_turns(turns, plans):
    """All values, in turns."""
    seen = run(turns, plans, errors=OF_TURNS)
    given, expected = seen.value, in_turns(plans)
    together = [value for plan in plans for value in plan]
    same_values = Counter(map(repr, given)) == Counter(map(repr, expected))
    shortest = min(map(len, plans), default=0)
    because(
        (
            given and isinstance(given[0], list | tuple),
            "It gave a whole round at once: one value is asked for.",
        ),
        (given == together != expected, "One generator ran to its end before the next one had its turn."),
        (same_values and given != expected and given[: len(plans)] == expected[: len(plans)], LOST_TURN),
        (same_values and given != expected, "The generators did not come in the order of the arguments."),
        (None in given and None not in expected, "None came out for a generator that had ended: drop it."),
        (given == expected[: shortest * len(plans)] != expected, ENDS_WITH),
        (given and given == expected[: len(given)] != expected, ENDS_WITH),
        (len(given) < len(expected), "Values were lost: each one of every generator comes out."),
    )
    assert given == expected


@pytest.mark.task(2)
def test_take_turns_gives_values_with_next(call_take_turns, turns):
    """What the call gives can be asked for its next value."""
    all_at_once = "take_turns gave a {}: that holds all values at once; they are asked for one by one."
    more = {name: all_at_once.format(name) for name in ("list", "tuple")}
    check_kind("take_turns", call_take_turns().value, ["generator", "iterator"], more)
    check_turns(turns, [[1, 2], [10, 20]])


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "plans",
    [
        [[1, 2], [10, 20]],
        [["a", "b", "c"], [1, 2, 3], [9, 8, 7]],
        [[5, 6, 7]],
        [[7, 7], [7, 7]],
    ],
    ids=["two", "three", "one", "equal"],
)
def test_each_gives_one_value_in_turn(turns, plans):
    """Round after round, one value from each, in the order of the arguments."""
    check_turns(turns, plans)


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "plans",
    [
        [[1, 2, 3, 4], [10, 20]],
        [[1], [10, 20], [100, 200, 300]],
        [[1, 2, 3], [10], [100, 200, 300], [1000, 2000]],
        [[1], [10], [100, 200], [1000, 2000]],
    ],
    ids=["last", "first", "middle", "two_together"],
)
def test_one_that_ends_is_dropped(turns, plans):
    """The others go on without it, in the same order, and lose nothing."""
    check_turns(turns, [[1, 2], [10, 20]])
    check_turns(turns, plans)


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "plans",
    [[], [[]], [[], []], [[], [1, 2]], [[1, 2], [], [3]]],
    ids=["no_generators", "one", "two", "first", "middle"],
)
def test_nothing_to_give(turns, plans):
    """Without generators, or where some have nothing, it gives what there is and ends."""
    check_turns(turns, [[1, 2], [10, 20]])
    errors = {STOP_ITERATION: OF_TURNS[STOP_ITERATION], "StopIteration": OF_TURNS["StopIteration"]}
    nothing = "There was nothing to give, and it failed: it should just end."
    failed = dict.fromkeys(("IndexError", "ValueError", "TypeError", "ZeroDivisionError"), nothing)
    run(turns, plans, errors=errors | failed)
    check_turns(turns, plans)


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "plans",
    [[[1, None, 3], [None, None]], [[0, 1, 0], [2, 0]], [["", "a"], [False, [], "b"]]],
    ids=["none", "zero", "empty"],
)
def test_any_value_counts(turns, plans):
    """None, 0, False and "" are values like any other."""
    check_turns(turns, [[1, 2, 3, 4], [10, 20]])
    lost = (
        "A value was lost, or taken for an end: None, 0, False and the empty ones are values like any other."
    )
    seen = run(turns, plans, errors=OF_TURNS)
    assert seen.value == in_turns(plans), lost


@pytest.mark.task(2)
def test_any_number_of_any_length(turns, rng):
    """Many generators, long and short ones, in any mixture."""
    for count in (5, 40, 200):
        check_turns(turns, [[rng.randint(1, 999) for _ in range(rng.randint(0, 12))] for _ in range(count)])


@pytest.mark.task(2)
def test_endless_generators_take_turns_too(turns, endless_turns, rng):
    """Values come out of generators that never end, for as long as anybody asks."""
    check_turns(turns, [[1, 2], [10, 20]])
    plans = [rng.sample(range(100), 7), rng.sample(range(100, 999), 7)]
    times = rng.randint(2_400, 2_900)  # more rounds than Python lets a function call itself
    seen = run(endless_turns, plans, times, errors=OF_TURNS)
    expected = (in_turns(plans) * times)[:times]
    assert seen.value != [], "Nothing came out of endless generators: it waits for their end."
    assert seen.value == expected


@pytest.mark.task(2)
@pytest.mark.parametrize(
    "plans", [[[1, 2], [3, 4], [5, 6]], [[1], [2, 3, 4], [], [5]]], ids=["even", "uneven"]
)
def test_each_is_advanced_only_for_its_own_value(turns, steps_of_turns, plans):
    """Each next() advances the one whose turn it is, and those on the way that turn out to be over."""
    check_turns(turns, plans)
    expected = advanced_at_each_step(plans)
    seen = run(steps_of_turns, plans, len(expected) - 1, errors=OF_TURNS)
    steps = seen.value["steps"]
    so_far, wanted = (
        [sum(map(len, each[:n])) for n in range(1, len(expected) + 1)] for each in (steps, expected)
    )
    because(
        (seen.value["strangers"] > 0, ONE_THREAD),
        (so_far[0] > 0, "A generator was advanced at the call, before any value was asked for."),
        (so_far[1] == wanted[-1], "Everything was taken out of the generators for the first value."),
        (any(map(gt, so_far, wanted)), "A generator was advanced before its own value was asked for."),
    )
    # Of those that turn out to be over in one step, any may be found out first.
    assert [sorted(step) for step in steps] == [sorted(step) for step in expected]


def advanced_at_each_step(plans):
    """Which generators are advanced by the call, by the first next(), and so on up to the end."""
    steps, step, queue = [[]], [], [(str(place), len(plan)) for place, plan in enumerate(plans)]
    while queue:
        name, left = queue.pop(0)
        step.append(name)
        if left:
            queue.append((name, left - 1))
            steps.append(step)
            step = []
    return [*steps, step]


@pytest.mark.task(2)
def test_two_at_once_keep_apart(turns, two_take_turns, rng):
    """Each call has its own generators and its own order."""
    plans = [[rng.randint(1, 99) for _ in range(length)] for length in (2, 4, 1)]
    others = [[rng.randint(100, 999) for _ in range(length)] for length in (3, 1)]
    for each in (plans, others):
        check_turns(turns, each)
    seen = two_take_turns(plans, others)
    assert seen.value == [in_turns(plans), in_turns(others)], "Two take_turns at work disturbed each other."


# --- task 3: delegate ---------------------------------------------------------------------------------------

ENDING = "It failed when a generator ended: a StopIteration was raised in it that nothing caught."
OF_DELEGATE = {
    STOP_ITERATION: ENDING,
    "StopIteration": ENDING,
    "Trouble": "What was thrown in came straight out again: the generator that is running should get it.",
    "RecursionError": "It called itself until Python allowed no more: use a loop.",
    "'list_iterator' object has no attribute 'send'": "Nothing can be sent into a list: `yield from` the generator.",
    "IndexError": "Without any generator it failed: there is just nothing in the list of results then.",
}
NO_END = "It gave values after its last generator had ended: the results are returned, not yielded."
NEXT_TOO_SOON = "A generator was begun before the one in front of it had ended."


def heard_by(plans, said):
    """What each speaker hears: one answer for each of its values."""
    answers = iter([what if how == "send" else f"thrown: {what}" for how, what in said])
    return [[answer for _, answer in zip(values, answers, strict=False)] for values, _ in plans]


def answers(rng, count, throws=False):
    """`count` things to say."""
    return [
        ["throw", f"no {n}"] if throws and rng.random() < 0.5 else ["send", rng.randint(100, 999)]
        for n in range(count)
    ]


def values_of(plans):
    return [value for values, _ in plans for value in values]


def check_talk(scenario, plans, said):
    """A conversation to its end: `said` answers every value of the plans."""
    seen = run(scenario, plans, said, errors=OF_DELEGATE).value
    judge_talk(seen, plans, said)


def judge_talk(seen, plans, said):
    """What came out, what the speakers heard, and what was returned."""
    given, heard, results = seen["given"], seen["heard"], [result for _, result in plans]
    values, expected = values_of(plans), heard_by(plans, said)
    everything = [answer for each in heard for answer in each]
    sent = [what for how, what in said if how == "send"]
    missed = None in everything and None not in sent
    too_few = len(given) < len(values)
    because(
        (any(isinstance(each, Opaque) for each in given), "It gave the generators, not their values."),
        (
            everything == mute(said) and any(sent),
            "What was sent in never reached the inner generator: None did.",
        ),
        (given[: len(values)] == values and len(given) > len(values), NO_END),
        (len(given) > len(values), "It gave results in between: they are returned in a list at the end."),
        (missed and too_few, "A generator was advanced once more, and the value that it gave then was lost."),
        (missed, "Something that was sent in did not arrive: the generator got None."),
        (too_few and given == values[: len(given)], "It ended before the last generator had."),
        (given != values and sorted(values, key=repr) == sorted(given, key=repr), NEXT_TOO_SOON),
    )
    assert given == values
    because(
        ("thrown: " in everything, "The error that was thrown in reached the generator without its text.")
    )
    assert heard == expected, "A generator did not hear what was sent or thrown to it."
    judge_results(seen, values, results)


def judge_results(seen, values, results):
    """What was returned at the end."""
    returned = seen["returned"]
    joined = [each for result in results for each in (result if isinstance(result, list) else [result])]
    because(
        (not seen["ended"], NO_END),
        (returned is None, "It ended without a result: `return` the list of what the generators returned."),
        (isinstance(returned, tuple), "It returned a tuple; a list is asked for."),
        (returned == values != results, "It returned the values that came out, not the results."),
        (returned == mute(results) != results, "The list holds None in place of the results."),
        (results and returned == results[-1] != results, "It returned the last result only, not all."),
        (
            returned == [each for each in results if each is not None] != results,
            "A result of None is missing.",
        ),
        (
            returned == [each for each in results if each] != results,
            "A result that is 0 or empty is missing.",
        ),
        (returned == joined != results, "The results were joined together: each is one element of the list."),
    )
    assert returned == results


def mute(things):
    """As many times None."""
    return [None] * len(things)


PLAIN = [[1, 2], "x"], [[3], "y"]
SAID = ["send", "a"], ["send", "b"], ["send", "c"]


def check_plain_talk(talk):
    """The plain case, which the checks of the edges take for granted."""
    check_talk(talk, [*PLAIN], [*SAID])


@pytest.mark.task(3)
def test_delegate_gives_a_generator(call_delegate, talk):
    """The call gives something to send into, and begins nothing yet."""
    seen = call_delegate().value
    more = {
        "iterator": "Nothing can be sent into what delegate gave: it should be a generator.",
        "list": "delegate gave a list: it ran to its end at the call.",
    }
    check_kind("delegate", seen["kind"], ["generator"], more)
    assert seen["begun"] == [], "A generator was begun at the call, before anything was asked for."
    check_plain_talk(talk)


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "plans",
    [[*PLAIN], [[[7], "only"]], [[[1], 10], [[2, 3, 4], 20], [[5, 6], 30]]],
    ids=["two", "one", "three"],
)
def test_hands_everything_through(talk, plans):
    """Values come out, answers go in, and at the end there is the list of results."""
    check_talk(talk, plans, [["send", f"answer {value}"] for value in values_of(plans)])


@pytest.mark.task(3)
def test_any_conversation(talk, rng):
    """Many generators, each with its own values and its own result."""
    plans = [[rng.sample(range(99), rng.randint(1, 6)), rng.randint(1, 999)] for _ in range(60)]
    check_talk(talk, plans, answers(rng, len(values_of(plans))))


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "plans",
    [[], [[[], "x"]], [[[], 1], [[], 2]], [[[1], "a"], [[], "b"], [[2], "c"]]],
    ids=["no_generators", "one", "two", "between"],
)
def test_nothing_to_say(talk, plans):
    """Without generators the list is empty; a generator that gives no value still has a result."""
    check_plain_talk(talk)
    check_talk(talk, plans, [["send", answer] for answer in "pq"[: len(values_of(plans))]])


@pytest.mark.task(3)
@pytest.mark.parametrize(
    "results", [[0, "", False], [None, "x", None], [[], [1], [[2]]]], ids=["falsy", "none", "lists"]
)
def test_any_result_counts(talk, results):
    """None, 0 and the empty ones are results like any other; lists stay what they are."""
    check_plain_talk(talk)
    check_talk(
        talk, [[[n], result] for n, result in enumerate(results)], [["send", answer] for answer in "abc"]
    )


@pytest.mark.task(3)
def test_anything_may_be_sent(talk):
    """0, False, "" and None arrive like anything else."""
    check_plain_talk(talk)
    sent = [0, "", False, None, [], 5]
    seen = run(
        talk, [[[1, 2, 3], "x"], [[4, 5, 6], "y"]], [["send", each] for each in sent], errors=OF_DELEGATE
    )
    lost = "Something that was sent in did not arrive: 0, False and the empty ones count, too."
    assert seen.value["heard"] == [sent[:3], sent[3:]], lost


@pytest.mark.task(3)
def test_what_is_thrown_in_reaches_the_generator_that_is_running(talk, rng):
    """It may catch the error and go on; what it gives then comes out."""
    check_plain_talk(talk)
    check_talk(talk, [[[1, 2], "x"]], [["throw", "oops"], ["send", "fine"]])
    plans = [[rng.sample(range(99), rng.randint(2, 5)), rng.randint(1, 999)] for _ in range(12)]
    check_talk(talk, plans, answers(rng, len(values_of(plans)), throws=True))


@pytest.mark.task(3)
@pytest.mark.parametrize("plans", [[*PLAIN], [[[1, 2], "x"]]], ids=["more_to_come", "last"])
def test_an_error_may_end_the_generator(talk, plans):
    """A generator that returns when something is thrown in has a result; then the next one begins."""
    check_plain_talk(talk)
    check_talk(talk, plans, [["send", "a"], ["throw", "enough"], ["send", "b"]][: len(values_of(plans))])


@pytest.mark.task(3)
def test_an_error_that_nobody_catches_comes_out(talk, uncaught, rng):
    """It goes through the generator that is running and out to the caller; the others do not begin."""
    check_plain_talk(talk)
    text = f"trouble {rng.randint(1, 999)}"
    seen = uncaught([[[1, 2], "x"], [[3], "y"]], [["send", "a"]], text).value
    because(
        (seen["raised"] is None, "An error that the inner generator let out was swallowed."),
        (seen["states"][0] == "GEN_SUSPENDED", "The error did not reach the generator that is running."),
        (seen["states"][1] != "GEN_CREATED", "After an error that nobody caught, the next one was begun."),
    )
    assert seen["raised"] == text


@pytest.mark.task(3)
@pytest.mark.parametrize("steps", [0, 1, 2], ids=["first", "second_value", "second_generator"])
def test_closing_reaches_the_generator_that_is_running(talk, closed, steps):
    """Closed early, it closes the generator that is running, and begins no other."""
    check_plain_talk(talk)
    seen = closed([*PLAIN, [[4], "z"]], [["send", "a"], ["send", "b"]][:steps]).value
    states = [["GEN_CLOSED"], ["GEN_CLOSED"], ["GEN_CLOSED", "GEN_CLOSED"]][steps]
    because(
        (seen["ignored"], "It was closed and went on: do not catch what `close` raises at the `yield`."),
        ("GEN_SUSPENDED" in seen["states"], "It was closed, and the inner generator was left open."),
    )
    assert seen["states"] == states + ["GEN_CREATED"] * (3 - len(states))


@pytest.mark.task(3)
def test_one_begins_when_the_one_before_has_ended(talk):
    """Each generator is advanced only while it is the one that is running."""
    check_plain_talk(talk)
    seen = run(talk, [*PLAIN], [*SAID], errors=OF_DELEGATE).value
    assert seen["steps"] == [["0"], ["0"], ["0", "1"], ["1"]], NEXT_TOO_SOON


@pytest.mark.task(3)
def test_two_delegates_keep_apart(talk, talk_in_turn, rng):
    """Each has its own generators and its own list."""
    plans, others = ([[rng.sample(range(99), 2), rng.randint(1, 999)] for _ in range(2)] for _ in "xy")
    said, said_there = answers(rng, 4), answers(rng, 4)
    check_talk(talk, plans, said)
    one, other = run(talk_in_turn, plans, said, others, said_there, errors=OF_DELEGATE).value
    shared = "Two delegates at work mixed up their results: each needs a list of its own."
    assert [one["returned"], other["returned"]] == [[r for _, r in plans], [r for _, r in others]], shared
    judge_talk(one, plans, said)
    judge_talk(other, others, said_there)


@pytest.mark.task(3)
def test_a_delegate_inside_a_delegate(talk, talk_nested, rng):
    """It can be handed over like any other generator: its list is its result."""
    plans = [[rng.sample(range(99), 3), rng.randint(1, 999)] for _ in range(4)]
    said = answers(rng, 12, throws=True)
    check_talk(talk, plans, said)
    seen = run(talk_nested, plans, said, errors=OF_DELEGATE).value
    results = [result for _, result in plans]
    assert seen["given"] == values_of(plans)
    assert seen["heard"] == heard_by(plans, said)
    assert seen["returned"] == [results[:2], *results[2:]]
