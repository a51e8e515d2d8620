"""What must be seen of the answers to exercise 08: who is called, when, with what, and what comes out in the end.

All delays are multiples of an eighth of a second, and differ wherever an order is compared.
"""

from collections import Counter

import pytest

from grader.observation import Opaque

NEVER_ENDED = "It never returned: it went on waiting after every coroutine had ended."
IN_TURN = "The coroutines ran one after the other; all of them should start at once."
GROUP = "A group of exceptions came out: raise the exception of the coroutine, as it is."
FAILURE_LOST = "A coroutine had failed, and its exception did not come out."
SLIPPED = "A callback of yours raised an error: a task that failed or was cancelled has no result to ask for."
NOT_STARTED = "Not every coroutine was started."
TOO_LATE = "It was over later than the last of the coroutines."
STRANGER = "It waited for a task that has nothing to do with it."
LEFT = "Tasks were still running on return, and nobody had asked them to end."


def draw(rng, count):
    """`count` different delays, in eighths of a second."""
    return [number / 8 for number in rng.sample(range(1, 80 + count), count)]


def check_begun(facts, count):
    """All at once."""
    assert not any(facts["begun"]), IN_TURN
    assert facts["begun"] == [0] * count, NOT_STARTED


def word(rng):
    """A value that cannot be guessed."""
    return f"egg {rng.randint(1, 10**6)}"


# --- task 1 ---------------------------------------------------------------------------------------------------

NEVER_CALLED = "The callback was not called."
NOT_CALLED_ON_FAILURE = "The callback was not called for a coroutine that had failed: that is an end, too."
NOT_CALLED_ON_CANCEL = "The callback was not called for a task that was cancelled: that is an end, too."
CALLED_LATE = "The callback had not been called yet when with_callback was over: register it earlier."
CALLED_TWICE = "The callback was called more than once."
CALLED_BY_HAND = "A coroutine called the callback by hand: register it with the task, and the loop calls it."
NOT_THE_FUTURE = "The callback did not get the future: it should get the finished task, not its result."
NOT_FINISHED = "The callback was called before the task was done."
OTHER_END = "The future that the callback got did not have the end of the coroutine."
NOT_A_TASK = "The coroutine ran as a part of with_callback: make a task of it."
RESULT_MISSING = "with_callback did not give the result of the coroutine: `return` it."
RESULT_IS_TASK = "with_callback gave a task or a coroutine in place of its result: `await` it."
SLIP_CAME_OUT = (
    "What the callback raised came out of with_callback: it should go to the exception handler of the loop."
)
SLIP_LOST = "What the callback raised got lost: it should go to the exception handler of the loop."
ON_AND_ON = "with_callback was cancelled, and the task ran on: cancel the task as well."
CANCEL_SWALLOWED = "A cancellation was swallowed: the CancelledError should come out of with_callback."


def judge_call(calls, ended, at, *, missing):
    """One call, by the loop, with the finished future, when the coroutine has ended."""
    assert calls, missing
    assert all(call["arguments"] == 1 for call in calls), "The callback should be called with one argument."
    assert all(call["future"] for call in calls), NOT_THE_FUTURE
    assert all(call["ended"] != ["pending", None] for call in calls), NOT_FINISHED
    assert all(call["by the loop"] for call in calls), CALLED_BY_HAND
    assert len(calls) == 1, CALLED_TWICE
    [call] = calls
    assert call["ended"] == ended, OTHER_END
    assert call["at"] == at, "The callback was not called at the moment when the coroutine ended."


def judge_callback(facts, seconds, how, value, *, slips=False):
    """The callback was told, and the outcome is that of the coroutine."""
    ended = {"gives": ["gave", value], "is cancelled": ["was cancelled", None]}.get(how, [how, value])
    outcome = facts["outcome"]
    if slips:
        assert outcome[0] != "SlippedError", SLIP_CAME_OUT
    assert facts["begun"] == [0], "The coroutine should run once, from the beginning."
    assert outcome[0] != "never ended", NEVER_ENDED
    assert not isinstance(outcome[1], Opaque), RESULT_IS_TASK
    judge_call(
        facts["calls"], ended, seconds or 0, missing=NEVER_CALLED if how == "gives" else NOT_CALLED_ON_FAILURE
    )
    assert not facts["ran_in_the_caller"], NOT_A_TASK
    assert facts["calls_by_then"] == 1, CALLED_LATE
    assert outcome[0] != "a group", GROUP
    if how != "gives":
        assert outcome[0] != "gave", CANCEL_SWALLOWED if how == "is cancelled" else FAILURE_LOST
    elif value is not None and outcome == ["gave", None]:
        assert outcome == ended, RESULT_MISSING
    assert outcome == ended
    assert facts["took"] == (seconds or 0), TOO_LATE
    if slips:
        assert facts["heard"].count("SlippedError") == 1, SLIP_LOST
    else:
        assert facts["slips"] == [], SLIPPED


@pytest.mark.task(1)
@pytest.mark.parametrize("seconds", [3, 0, None], ids=["3", "zero", "no wait"])
def test_the_loop_calls_back(called_back, seconds, rng):
    """The callback gets the finished future from the loop, and the result is returned after that."""
    value = word(rng)
    judge_callback(called_back(seconds, "gives", value).value, seconds, "gives", value)


@pytest.mark.task(1)
@pytest.mark.parametrize("value", [None, 0], ids=repr)
def test_any_result(called_back, value):
    """Results that count as false, and None, are results as well."""
    judge_callback(called_back(1, "gives", value).value, 1, "gives", value)


@pytest.mark.task(1)
@pytest.mark.parametrize(
    ("seconds", "how"), [(2.5, "BrokenError"), (None, "SpilledError")], ids=["late", "no wait"]
)
def test_a_failure_comes_out_after_the_callback(called_back, seconds, how, rng):
    """The callback gets the failed future; then the exception is raised."""
    value = word(rng)
    judge_callback(called_back(seconds, how, value).value, seconds, how, value)


@pytest.mark.task(1)
def test_a_coroutine_that_is_cancelled(called_back):
    """Where the task is cancelled, that is told as well."""
    judge_callback(called_back(2, "is cancelled", None).value, 2, "is cancelled", None)


@pytest.mark.task(1)
@pytest.mark.parametrize("how", ["gives", "BrokenError"])
def test_a_callback_that_fails(called_back_and_slipped, how, rng):
    """Its exception goes to the loop's exception handler, and the outcome stays that of the coroutine."""
    value = word(rng)
    judge_callback(called_back_and_slipped(2, how, value).value, 2, how, value, slips=True)


@pytest.mark.task(1)
@pytest.mark.parametrize(
    ("after", "how", "end"), [(3, "gives", 3), (1.5, "cleans up", 3.5)], ids=["at once", "after a cleanup"]
)
def test_cancelling_it_cancels_the_task(cancelled, after, how, end):
    """The coroutine feels it at once; the callback gets the cancelled future when the task has ended."""
    facts = cancelled(8, after, how).value
    assert not facts["early"], "with_callback was over before the coroutine was."
    assert facts["cancelled"] == [after], ON_AND_ON
    judge_call(facts["calls"], ["was cancelled", None], end, missing=NOT_CALLED_ON_CANCEL)
    assert facts["outcome"][0] == "was cancelled", CANCEL_SWALLOWED


@pytest.mark.task(1)
def test_many_at_once(called_back_together, rng):
    """Each call has a task and a future of its own."""
    plan = [(delay, word(rng)) for delay in draw(rng, 8)]
    facts = called_back_together(plan).value
    assert all(call["by the loop"] for call in facts["calls"]), CALLED_BY_HAND
    assert [call.get("ended") for call in facts["calls"]] == [["gave", value] for _, value in sorted(plan)], (
        "Of several calls at once, not each callback got the future of its own coroutine."
    )
    assert facts["outcome"] == ["gave", [value for _, value in plan]]
    assert facts["took"] == max(plan)[0], TOO_LATE


# --- task 2 ---------------------------------------------------------------------------------------------------

RAISED = "describe raised the exception of the future: it should only tell of it."
RAISED_CANCELLED = (
    "describe raised CancelledError: ask a future whether it was cancelled before anything else."
)
RAISED_PENDING = "describe raised InvalidStateError: a future that is pending has no result to ask for."
NOTHING_TOLD = "describe gave None: hand the text back with `return`."
NOT_PENDING = "A future that is done was called pending."
IS_PENDING = "A future that is not done is pending, also when it was just asked to cancel."
IS_AN_ERROR = "A future that failed is described as `error: `, the name of the class, `: ` and the text."
IS_A_RESULT = (
    "A result is told with `str()`, after `result: `; also if it is an exception object, or counts as false."
)
IS_CANCELLED = "A future that was cancelled is described as `cancelled`."


def judge_text(answer, expected):
    """The text, and no exception."""
    how, text = answer
    if how == "raised":
        messages = {"cancelled": RAISED_CANCELLED, "pending": RAISED_PENDING}
        assert answer == ["gave", expected], messages.get(expected, RAISED)
    assert text is not None, NOTHING_TOLD
    if expected == "pending":
        assert text == expected, IS_PENDING
    else:
        assert text != "pending", NOT_PENDING
    if expected == "cancelled":
        assert text == expected, IS_CANCELLED
    assert text == expected, IS_AN_ERROR if expected.startswith("error") else IS_A_RESULT


RESULTS = [
    ("a result", "Done after 2s", "Done after 2s"),
    ("a result", 17, "17"),
    ("a result", None, "None"),
    ("a result", 0, "0"),
    ("a result", "", ""),
    ("a result", ["a", 1], "['a', 1]"),
    ("a parcel", "to Ulm", "to Ulm"),
    ("an exception as result", "no such file", "no such file"),
]
ERRORS = [
    ("ValueError", ["no such file"], "no such file"),
    ("SpilledError", ["milk", 3], "('milk', 3)"),
    ("KeyError", ["tea"], "'tea'"),
    ("BrokenError", [], ""),
    ("Leave", ["early"], "early"),
    ("InvalidStateError", ["too early"], "too early"),
]
OUTSIDE_EXCEPTION = ["KeyboardInterrupt", "SystemExit", "GeneratorExit"]


@pytest.fixture(params=["future", "task"])
def describe(request, described, described_tasks):
    """Judges what describe says of futures, and of tasks."""
    scenario = described if request.param == "future" else described_tasks

    def judge(cases, texts):
        for answer, text in zip(scenario(cases).value, texts, strict=True):
            judge_text(answer, text)

    return judge


@pytest.mark.task(2)
def test_a_result(describe, rng):
    """Whatever a coroutine returns is a result, and is told as str() shows it."""
    drawn = word(rng)
    cases = [*RESULTS, ("a result", drawn, drawn)]
    describe([case[:2] for case in cases], [f"result: {text}" for _, _, text in cases])


@pytest.mark.task(2)
def test_an_error(describe, rng):
    """The name of the class and the text, whichever class it is."""
    drawn = word(rng)
    cases = [*ERRORS, ("BrokenError", [drawn], drawn)]
    describe([case[:2] for case in cases], [f"error: {kind}: {text}" for kind, _, text in cases])


@pytest.mark.task(2)
def test_an_error_that_is_no_exception(described, rng):
    """What ends a program is told like any other error."""
    text = word(rng)
    answers = described([(kind, [text]) for kind in OUTSIDE_EXCEPTION]).value
    for kind, answer in zip(OUTSIDE_EXCEPTION, answers, strict=True):
        judge_text(answer, f"error: {kind}: {text}")


@pytest.mark.task(2)
def test_neither_result_nor_error(describe):
    """Cancelled, or not done yet."""
    describe([("cancelled", None), ("pending", None)], ["cancelled", "pending"])


@pytest.mark.task(2)
def test_asked_to_cancel(described_tasks):
    """As long as it is not done, it is pending; then it is cancelled."""
    before, after = described_tasks([("being cancelled", None), ("cancelled", None)]).value
    judge_text(before, "pending")
    judge_text(after, "cancelled")


@pytest.mark.task(2)
@pytest.mark.parametrize("how", ["gives", "BrokenError", "is cancelled"])
def test_before_and_after(described_in_callback, how, rng):
    """The same task is pending before its end, and described in its own callback as afterwards."""
    value = word(rng)
    end = {"gives": f"result: {value}", "is cancelled": "cancelled"}.get(how, f"error: {how}: {value}")
    answers = described_in_callback(rng.randint(1, 40) / 8, how, value).value
    for answer, expected in zip(answers, ["pending", "pending", end, end], strict=True):
        judge_text(answer, expected)


# --- task 3 ---------------------------------------------------------------------------------------------------

NO_LIST = "completion_order should give a list of the results."
TASKS_IN_LIST = "The list holds tasks in place of their results: ask each task for its result()."
TOO_EARLY = "completion_order returned before all the coroutines had ended."
INPUT_ORDER = "The results are in the order of the input, not in the order in which they finished."
OTHER_ORDER = "The results are not in the order in which the coroutines finished."
RESULTS_LOST = "Results are missing: each coroutine has one, also where it is None or equal to another."
TOO_MANY = "There are more results than coroutines: does one call leave something behind for the next?"
ERROR_AS_RESULT = "The exception of a coroutine stands among the results: it should be raised."
RESULT_RAISED = "An exception object that was returned is a result: it should not be raised."
REFUSES_NOTHING = "For an empty list, completion_order should give []."


def values_of(plan):
    """The results by the time at which they finish."""
    return [f"the object {value}" if how == "gives an error" else value for _, how, value in sorted(plan)]


def judge_results(given, plan):
    """All of them, in the order of finishing."""
    assert isinstance(given, list), NO_LIST
    assert not any(isinstance(item, Opaque) for item in given), TASKS_IN_LIST
    expected = values_of(plan)
    assert len(given) <= len(expected), TOO_MANY
    assert len(given) >= len(expected), RESULTS_LOST
    if Counter(map(repr, given)) == Counter(map(repr, expected)):
        in_input_order = [value for _, _, value in plan]
        assert given == expected, INPUT_ORDER if given == in_input_order else OTHER_ORDER
    assert given == expected


def judge_order(facts, plan):
    """All started at once, and the results came in the order of finishing."""
    outcome, longest = facts["outcome"], max((seconds for seconds, _, _ in plan), default=0)
    check_begun(facts, len(plan))
    assert outcome[0] != "never ended", NEVER_ENDED
    assert outcome[0] not in ("BrokenError", "SpilledError"), RESULT_RAISED
    assert facts["took"] >= longest, TOO_EARLY
    assert outcome[0] == "gave"
    judge_results(outcome[1], plan)
    assert facts["took"] == longest, TOO_LATE
    assert facts["slips"] == [], SLIPPED
    assert facts["left"] == 0, LEFT


def plan_of(rng, count):
    return [(seconds, "gives", word(rng)) for seconds in draw(rng, count)]


@pytest.mark.task(3)
@pytest.mark.parametrize("delays", [[3, 1, 2], [1, 2, 4], [4, 2.5, 0.5]], ids=["3-1-2", "1-2-4", "falling"])
def test_results_in_the_order_of_finishing(ordered, delays, rng):
    """Whoever is over first stands first; all take as long as the longest."""
    plan = [(seconds, "gives", word(rng)) for seconds in delays]
    judge_order(ordered(plan).value, plan)


@pytest.mark.task(3)
def test_any_delays(ordered, rng):
    """The same for many delays that nobody has seen before."""
    plan = plan_of(rng, 25)
    judge_order(ordered(plan).value, plan)


@pytest.mark.task(3)
def test_results_that_are_alike(ordered, rng):
    """Equal results, None, False and exception objects are all results."""
    values = [None, 7, "", False, 7, None, [1], 7]
    rng.shuffle(values)
    plan = [(seconds, "gives", value) for seconds, value in zip(draw(rng, len(values)), values, strict=True)]
    judge_order(ordered(plan).value, plan)
    with_an_object = [*plan_of(rng, 3), (99, "gives an error", "spare egg")]
    judge_order(ordered(with_an_object).value, with_an_object)


@pytest.mark.task(3)
@pytest.mark.parametrize("seconds", [2, None], ids=["2", "no wait"])
def test_some_that_end_at_the_same_moment(ordered, seconds, rng):
    """None of them gets lost; their order does not matter."""
    together, later = [(seconds, "gives", word(rng)) for _ in range(4)], (5, "gives", word(rng))
    facts = ordered([later, *together]).value
    check_begun(facts, 5)
    given = facts["outcome"][1]
    assert isinstance(given, list), NO_LIST
    assert not any(isinstance(item, Opaque) for item in given), TASKS_IN_LIST
    assert len(given) == 5, RESULTS_LOST
    for _, _, value in [later, *together]:
        assert value in given, RESULTS_LOST
    assert given[4] == later[2], OTHER_ORDER
    assert facts["took"] == 5, TOO_LATE


@pytest.mark.task(3)
def test_nothing_to_order(ordered, rng):
    """No coroutine, no result; one coroutine, one result."""
    plan = plan_of(rng, 1)
    judge_order(ordered(plan).value, plan)
    seen = ordered.observe([])
    assert seen.error is None, REFUSES_NOTHING
    assert seen.value["outcome"] == ["gave", []], REFUSES_NOTHING
    assert seen.value["took"] == 0, REFUSES_NOTHING


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("place", "how"),
    [(0, "BrokenError"), (1, "SpilledError"), (3, "BrokenError")],
    ids=["at once", "second", "last"],
)
def test_a_failure_is_raised(ordered, place, how, rng):
    """The exception comes out as it is, at some time, and not inside a callback."""
    plan = [(1, "gives", "a"), (2, "gives", "b"), (3, "gives", "c"), (4, "gives", "d")]
    plan[place] = ([None, 2, 3, 4][place], how, word(rng))
    rng.shuffle(plan)
    facts = ordered(plan).value
    check_begun(facts, 4)
    judge_failure(facts, [[item[1], item[2]] for item in plan if item[1] == how])


def judge_failure(facts, failures):
    """One of the failures came out, and no callback stumbled over it."""
    outcome = facts["outcome"]
    assert facts["slips"] == [], SLIPPED
    assert outcome[0] != "never ended", NEVER_ENDED
    if outcome[0] == "a group" and len(failures) > 1:
        assert set(outcome[1]) <= {text for _, text in failures}, FAILURE_LOST
        return
    assert outcome[0] != "a group", GROUP
    if outcome[0] == "gave" and isinstance(outcome[1], list):
        assert outcome in failures, (
            ERROR_AS_RESULT if len(outcome[1]) == len(facts["begun"]) else FAILURE_LOST
        )
    assert outcome[0] != "gave", FAILURE_LOST
    assert outcome in failures, "The exception that came out is not that of a coroutine."


@pytest.mark.task(3)
def test_one_that_is_cancelled(ordered, rng):
    """What comes out is up to the program; but something does, and no callback stumbles over it."""
    a, b = word(rng), word(rng)
    facts = ordered([(3, "gives", b), (2, "is cancelled", None), (1, "gives", a)]).value
    check_begun(facts, 3)
    assert facts["slips"] == [], SLIPPED
    assert facts["outcome"][0] != "never ended", NEVER_ENDED
    if facts["outcome"][0] != "was cancelled":
        assert isinstance(facts["outcome"][1], list), NO_LIST
        assert [value for value in facts["outcome"][1] if value in (a, b)] == [a, b], OTHER_ORDER


@pytest.mark.task(3)
def test_two_calls_at_once(ordered_together, rng):
    """Two calls have nothing in common, and other tasks of the loop are none of their business."""
    plans = [plan_of(rng, 5), plan_of(rng, 3)]
    facts = ordered_together(*plans).value
    assert facts["stranger"] == "pending", STRANGER
    assert facts["outcome"][0] == "gave"
    for given, plan in zip(facts["outcome"][1], plans, strict=True):
        judge_results(given, plan)


# --- task 4 ---------------------------------------------------------------------------------------------------

NOT_NAME_AND_RESULT = "The callback should be called with two arguments: the name, and the result."
NAME_FIRST = "The first argument of the callback should be the name, and the second one the result."
NO_CALLS = "The callback was never called."
BEFORE_THE_CALLS = "label_all was over before every callback had run."
LAST_NAME = (
    "Every call got the same name: a lambda looks the name up when it is called. Bind it to each callback."
)
CALL_GOT_TASK = "The callback got a task in place of its result."
MIXED_UP = "The names and the results do not belong together."
CALLED_AGAIN = "A name was called more than once."
CALL_MISSING = "A coroutine gave a result, and its name got no call."
OTHERS_DROPPED = "After a failure, the others did not get their calls before label_all was over."
CALLED_FOR_FAILURE = "The callback was called for a coroutine that had failed, or was cancelled."
NOTHING_REFUSED = "For an empty dict, label_all should return without a call."
FAILS = ("BrokenError", "SpilledError", "is cancelled")


def judge_labels(facts, plan):
    """All at once; each name with its own result; nobody else; all before the end."""
    calls, failed = facts["calls"], any(how in FAILS for _, _, how, _ in plan)
    expected = {
        name: f"the object {value}" if how == "gives an error" else value
        for name, _, how, value in plan
        if how not in FAILS
    }
    assert facts["slips"] == [], SLIPPED
    check_begun(facts, len(plan))
    assert facts["outcome"][0] != "never ended", NEVER_ENDED
    assert all(call["arguments"] == 2 for call in calls), NOT_NAME_AND_RESULT
    assert not any(isinstance(call["result"], Opaque) for call in calls), CALL_GOT_TASK
    names = [call["name"] for call in calls]
    assert all(name in [item[0] for item in plan] for name in names), NAME_FIRST
    if len(expected) > 1:
        assert names, OTHERS_DROPPED if failed else NO_CALLS
        assert len(names) == 1 or len(set(names)) > 1, LAST_NAME
    assert set(names) <= set(expected), CALLED_FOR_FAILURE
    assert len(set(names)) == len(names), CALLED_AGAIN
    assert set(names) == set(expected), OTHERS_DROPPED if failed else CALL_MISSING
    given = {call["name"]: call["result"] for call in calls}
    if sorted(map(repr, given.values())) == sorted(map(repr, expected.values())):
        assert given == expected, MIXED_UP
    assert given == expected
    assert facts["calls_by_then"] == len(expected), OTHERS_DROPPED if failed else BEFORE_THE_CALLS
    assert facts["took"] == max((seconds or 0 for _, seconds, _, _ in plan), default=0), TOO_LATE
    assert facts["left"] == 0, LEFT


def labels_of(rng, endings):
    """A plan with names, delays and values that nobody has seen before."""
    names = rng.sample(["bread", "tea", "egg", "milk", "茶", "two words", "", "name", "Task-1"], len(endings))
    delays = draw(rng, len(endings))
    return [(name, delay, how, word(rng)) for name, delay, how in zip(names, delays, endings, strict=True)]


def in_turn(plan):
    """The same plan, with delays that rise along it."""
    delays = sorted(delay for _, delay, _, _ in plan)
    return [(name, delay, how, value) for (name, _, how, value), delay in zip(plan, delays, strict=True)]


@pytest.mark.task(4)
@pytest.mark.parametrize("count", [3, 8])
def test_each_name_with_its_own_result(labelled, count, rng):
    """Whichever is over first, every name gets one call, with its own result."""
    plan = labels_of(rng, ["gives"] * count)
    facts = labelled(plan).value
    judge_labels(facts, plan)
    assert facts["outcome"][0] == "gave"


@pytest.mark.task(4)
@pytest.mark.parametrize("seconds", [2, None], ids=["2", "no wait"])
def test_labels_at_the_same_moment(labelled, seconds, rng):
    """Coroutines that end together, or never wait, get their calls as well."""
    plan = [(name, seconds, "gives", word(rng)) for name in ("bread", "tea", "egg", "milk")]
    judge_labels(labelled(plan).value, plan)


@pytest.mark.task(4)
def test_labels_of_results_that_are_alike(labelled, rng):
    """None, False, equal results and exception objects are results."""
    values = [None, False, 7, 7, "", None]
    plan = [(f"dish {value}", rng.randint(1, 40) / 8, "gives", value) for value in range(3)]
    plan += [
        (f"more {number}", rng.randint(1, 40) / 8, "gives", value) for number, value in enumerate(values)
    ]
    judge_labels(labelled(plan).value, plan)
    with_an_object = labels_of(rng, ["gives", "gives an error", "gives"])
    facts = labelled(with_an_object).value
    assert facts["outcome"][0] == "gave", RESULT_RAISED
    judge_labels(facts, with_an_object)


@pytest.mark.task(4)
def test_nothing_to_label(labelled, rng):
    """An empty dict has no calls; many names have many."""
    plan = [(f"dish {number}", rng.randint(0, 40) / 8, "gives", word(rng)) for number in range(25)]
    judge_labels(labelled(plan).value, plan)
    seen = labelled.observe([])
    assert seen.error is None, NOTHING_REFUSED
    assert seen.value["calls"] == [], NOTHING_REFUSED
    assert seen.value["took"] == 0, NOTHING_REFUSED


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "endings",
    [
        ["BrokenError", "gives", "gives"],
        ["gives", "gives", "SpilledError"],
        ["BrokenError", "gives", "SpilledError", "gives", "BrokenError"],
        ["BrokenError"],
    ],
    ids=["first", "last", "three of five", "the only one"],
)
def test_a_failure_takes_no_call_from_the_others(labelled, endings, rng):
    """A failed one gets no call, the others get theirs, and then the exception comes out."""
    plan = in_turn(labels_of(rng, endings))
    rng.shuffle(plan)
    facts = labelled(plan).value
    judge_labels(facts, plan)
    judge_failure(facts, [[how, value] for _, _, how, value in plan if how in FAILS])


@pytest.mark.task(4)
@pytest.mark.parametrize("place", [0, 2], ids=["first", "last"])
def test_a_label_of_one_that_is_cancelled(labelled, place, rng):
    """A cancelled one gets no call, no callback stumbles over it, and the others get theirs."""
    endings = ["gives", "gives", "gives"]
    endings[place] = "is cancelled"
    plan = labels_of(rng, endings)
    facts = labelled(plan).value
    if facts["outcome"][0] != "was cancelled":
        judge_labels(facts, plan)
    assert facts["slips"] == [], SLIPPED
    check_begun(facts, 3)
    others = [name for name, _, how, _ in plan if how == "gives"]
    assert all(call["arguments"] == 2 for call in facts["calls"]), NOT_NAME_AND_RESULT
    assert all(call["name"] in others for call in facts["calls"]), CALLED_FOR_FAILURE


@pytest.mark.task(4)
def test_two_label_alls_at_once(labelled_together, rng):
    """Two calls have nothing in common, and other tasks of the loop are none of their business."""
    plans = [labels_of(rng, ["gives"] * 4), labels_of(rng, ["gives"] * 3)]
    facts = labelled_together(*plans).value
    assert facts["stranger"] == "pending", STRANGER
    for log, plan in zip(facts["logs"], plans, strict=True):
        assert set(log) == {name for name, *_ in plan}, CALL_MISSING
        assert log == {name: value for name, _, _, value in plan}, MIXED_UP
    assert facts["took"] == max(item[1] for plan in plans for item in plan), TOO_LATE
