"""What a `producer_consumer.py` must do. Each task is judged with generators of the spec at its ends.

Left open, as in the tasks: whether what is handed out is primed already, when exactly a target
is primed, in which order a broadcast serves its targets, what a `yield` gives back, what happens when a
consumer ends before the items do, or when the function of a stage raises. A None never comes first to a
generator that has not been started: there it could not be told from priming.
"""

import pytest

# What goes wrong in more than one task.
NO_GENERATOR = "What the call gives back cannot be sent anything: there must be a `yield` in the function."
UNSTARTED = (
    "It sent to a generator that had not been started: advance it to its first `yield` before you send."
)
EXTRA_NONE = "A None arrived that nobody sent: a generator that had been started was advanced once more."
FIRST_LOST = "The first item never arrived."
EVERY_SECOND = (
    "Only every second item arrived: with two `yield`s in a turn of the loop, one takes an item away."
)
ONE_LATE = "Each item is passed on only when the next one comes, so the last one never is."
ENDED = "It ended by itself; it must wait for the next item, every time."
ENDLESS = "It went round without end: each turn of the loop must wait for one item at a `yield`."
IGNORES_CLOSE = "Asked to close, it went on: whoever catches GeneratorExit must not come to a `yield` again."
PRINTED = "The line was printed; it belongs at the end of the list `log`."
SPACES = "Only the spaces are wrong: one space stands between the text and the product."


def because(*suspicions):
    """Name the cause: fail with the message of the first (suspicion, message) that holds."""
    for holds, message in suspicions:
        assert not holds, message


def run(scenario, *arguments):
    """The observation; two errors are named in plain words, any other is said as it was raised."""
    seen = scenario.observe(*arguments)
    if seen.error is None:
        return seen
    because(
        ("just-started" in seen.error.message, UNSTARTED),
        (seen.error.type == "Endless", ENDLESS),
    )
    return scenario(*arguments)


def on_the_way(received, items):
    """What may happen to items between two generators."""
    return (
        (None in received and None not in items, EXTRA_NONE),
        (items and received == items[1:], FIRST_LOST),
        (len(items) > 2 and received in (items[::2], items[1::2]), EVERY_SECOND),
    )


def produced(items):
    return [f"生产者生产产品 {item}" for item in items]


def consumed(items):
    return [f"消费者消费产品 {item}" for item in items]


def in_turns(items):
    """The log of a producer and a consumer who take turns."""
    return [line for item in items for line in produced([item]) + consumed([item])]


def only_spaces_differ(log, expected):
    return log != expected and [str(line).replace(" ", "") for line in log] == [
        line.replace(" ", "") for line in expected
    ]


def some(rng):
    """Numbers and texts that nobody can know, none of them falsy."""
    makers = (lambda: rng.randrange(1, 1000), lambda: f"p{rng.randrange(1000)}")
    return [rng.choice(makers)() for _ in range(rng.randrange(5, 30))]


# --- task 1 ---------------------------------------------------------------------------------------------


def judge_consumer(seen, before, products):
    """What every check of a consumer asks for."""
    value = seen.value
    log, expected = value["log"], before + consumed(products)
    ended = len(value["answers"]) < len(products)
    because(
        (not value["sendable"], NO_GENERATOR),
        (value["at_start"] != 0, "A line was logged before any product had come."),
        (log != expected and "消费者消费产品" in seen.output, PRINTED),
        (products and log == before, "Nothing was appended to the list that was passed in as `log`."),
        *on_the_way(log, expected),
        (log == expected[:-1] and products and not ended, ONE_LATE),
        (ended, ENDED),
        (only_spaces_differ(log, expected), SPACES),
    )
    assert log == expected
    assert value["growth"] == list(range(1, len(products) + 1)), "A product was not logged at once."


@pytest.mark.task(1)
@pytest.mark.parametrize(
    "products", [["1", "2", "3"], ["苹果"], [7, 8, 9], []], ids=["texts", "one", "numbers", "none"]
)
def test_logs_a_line_for_each_product(consumer, products):
    """Each product that is sent in gives one line, at once."""
    judge_consumer(run(consumer, [], products), [], products)


@pytest.mark.task(1)
def test_a_product_may_be_falsy(consumer):
    """0, False, None and an empty list are products like any other."""
    products = ["1", 0, False, "2", None, [], "3"]
    value = run(consumer, [], products).value
    because(
        (
            value["log"] == consumed(filter(None, products)),
            "A product that is 0, empty or None was not logged.",
        ),
        (
            value["log"] == consumed(p for p in products if p is not None),
            "A product that is None was not logged.",
        ),
        (len(value["answers"]) < len(products), "A product that is 0, empty or None ended the consumer."),
    )
    assert value["log"] == consumed(products)


@pytest.mark.task(1)
def test_goes_on_for_ever(consumer, rng):
    """A consumer never ends by itself."""
    products = [product for _ in range(10) for product in some(rng)]
    judge_consumer(run(consumer, [], products), [], products)


@pytest.mark.task(1)
def test_keeps_what_is_in_the_log(consumer, rng):
    """Lines that were in the log before stay where they are."""
    before = [f"第 {rng.randrange(1000)} 天", "开门"]
    seen = run(consumer, before, ["1", "2"])
    because((seen.value["log"][:2] != before, "Lines that stood in the log before are gone."))
    judge_consumer(seen, before, ["1", "2"])


@pytest.mark.task(1)
def test_two_consumers_keep_to_their_own_logs(two_consumers, rng):
    """Consumers that take turns share nothing."""
    a, b = [[rng.randrange(1000) for _ in range(5)] for _ in "ab"]
    logs = run(two_consumers, a, b).value
    expected = {"a": consumed(a), "b": consumed(b)}
    mixed_up = logs != expected and all(line in logs["a"] + logs["b"] for line in consumed(a + b))
    because((mixed_up, "Two consumers got mixed up: a line of one stands in the log of the other."))
    assert logs == expected


@pytest.mark.task(1)
@pytest.mark.parametrize("products", [["1", "2"], []], ids=["used", "unused"])
def test_a_consumer_can_be_closed(consumer_closed, products):
    """A consumer ends when it is closed."""
    because((not run(consumer_closed, products).value["ends_when_closed"], IGNORES_CLOSE))


# --- task 2 ---------------------------------------------------------------------------------------------

NEVER_RAN = "The call ran nothing: with a `yield` in its body, `produce` only makes a generator."
CLOSED_TOO_EARLY = "It sent to a consumer that it had closed already: close it once, after the last item."
STOP_ESCAPED = "It raised StopIteration; when the items are used up, it should just return."
AS_TEXT = "The items arrived as text: only the line in the log is text, the item itself is sent."
ALL_AT_ONCE = "Everything was produced before anything was consumed; they must take turns."
NOT_THESE = "It produced something that is not among the items."
ELSEWHERE = "The items were not sent to `c`, but to some other consumer."
WRONG_WAY_ROUND = "Each item was consumed before it had been produced: log first, then send."


def judge_producer(seen, items):
    """What every check of `produce` asks for, as long as the items are good."""
    value = seen.value
    log, received, expected = value["log"], value["received"], in_turns(items)
    because(
        (value["only_made"], NEVER_RAN),
        (value["raised"] and len(received) < len(items), CLOSED_TOO_EARLY),
        (value["raised"], STOP_ESCAPED),
        *on_the_way(received, items),
        (received != items and received == [str(item) for item in items], AS_TEXT),
        (len(items) > 1 and log == produced(items) + consumed(items), ALL_AT_ONCE),
        (
            items and log == [line for item in items for line in consumed([item]) + produced([item])],
            WRONG_WAY_ROUND,
        ),
        (log != expected and "生产者生产产品" in seen.output, PRINTED),
        (only_spaces_differ(log, expected), SPACES),
        (items and log == expected and not received, ELSEWHERE),
        (log == in_turns(received) and {*map(str, received)} - {*map(str, items)}, NOT_THESE),
    )
    assert log == expected
    assert received == items


@pytest.mark.task(2)
@pytest.mark.parametrize("items", [["1", "2", "3"], ["苹果"], [30, 10, 20]], ids=["texts", "one", "numbers"])
def test_each_item_is_consumed_before_the_next_is_produced(produce, items):
    """Producer and consumer take turns, the producer first."""
    judge_producer(run(produce, items), items)


@pytest.mark.task(2)
@pytest.mark.parametrize("items", [["1", "2", "3"], [5]], ids=["three", "one"])
def test_starts_a_consumer_that_was_not_started(produce_starting, items):
    """A consumer fresh from its call is primed, and gets every item."""
    judge_producer(run(produce_starting, items), items)


@pytest.mark.task(2)
def test_leaves_a_consumer_that_was_started(produce, produce_going_on, rng):
    """A consumer that waits at a `yield` is not advanced, whether or not it has had products before."""
    items = some(rng)
    judge_producer(run(produce, items), items)
    judge_producer(run(produce_going_on, some(rng), items), items)


@pytest.mark.task(2)
def test_takes_any_iterable(produce_from_an_iterator, rng):
    """Items may come from an iterator, which has no length and can be gone through once."""
    items = some(rng)
    judge_producer(run(produce_from_an_iterator, items), items)


@pytest.mark.task(2)
def test_an_item_may_be_falsy(produce):
    """0, False, None and an empty list are items like any other."""
    items = ["1", 0, False, "2", None, [], "3"]
    seen = run(produce, items)
    because((seen.value["received"] != items, "An item that is 0, empty or None was not sent as it is."))
    judge_producer(seen, items)


@pytest.mark.task(2)
def test_closes_the_consumer_at_the_end(produce, produce_starting, rng):
    """After the last item the consumer is closed."""
    for scenario in (produce, produce_starting):
        seen = run(scenario, some(rng))
        because((seen.value["state"] != "GEN_CLOSED", "After the last item the consumer was left open."))


@pytest.mark.task(2)
def test_closes_the_consumer_when_there_are_no_items(produce, produce_starting, produce_from_an_iterator):
    """No items: nothing is logged, and the consumer is closed."""
    for scenario in (produce, produce_starting, produce_from_an_iterator):
        seen = run(scenario, [])
        because((seen.value["state"] != "GEN_CLOSED", "There were no items, and the consumer was left open."))
        judge_producer(seen, [])


@pytest.mark.task(2)
@pytest.mark.parametrize("items", [["1", "2"], []], ids=["later", "at_once"])
def test_closes_the_consumer_when_the_items_fail(
    produce_from_failing_items, produce_starting_from_failing_items, items
):
    """An error of the items is raised, and the consumer is closed before."""
    for scenario in (produce_from_failing_items, produce_starting_from_failing_items):
        value = run(scenario, items).value
        because(
            (value["only_made"], NEVER_RAN),
            (value["state"] != "GEN_CLOSED", "The items raised an error, and the consumer was left open."),
            (
                value["raised"] != "ItemsFailed",
                "The items raised an error, and the caller never heard of it.",
            ),
        )


@pytest.mark.task(2)
def test_hands_on_the_items_before_an_error(produce_from_failing_items, rng):
    """What came before the error has been produced and consumed."""
    items = some(rng)
    value = run(produce_from_failing_items, items).value
    because(
        (items and not value["received"], "The items before the error were lost: send each one as it comes.")
    )
    assert value["log"] == in_turns(items)
    assert value["received"] == items


# --- task 3 ---------------------------------------------------------------------------------------------

TOO_SOON = "The target received something before any item had been sent in."
CLOSED_ITS_TARGET = "The target was closed while the stage was still open."
UNCHANGED = "The items arrived unchanged: `function` was not used."
WENT_BACK = "The results went back to the caller: what a stage yields does not reach its target."


def judge_stage(seen, items, results):
    """What every check of a stage asks for."""
    value = seen.value
    log, answers = value["log"], value["answers"]
    ended = len(answers) < len(items)
    because(
        (not value["sendable"], NO_GENERATOR),
        (None in log and None not in results, EXTRA_NONE),
        (value["at_start"] != 0, TOO_SOON),
        (ended and len(log) > len(answers), ENDED),
        (value["state"] == "GEN_CLOSED" and "ends_when_closed" not in value, CLOSED_ITS_TARGET),
        (log and log != results and log == items[: len(log)], UNCHANGED),
        (results and not log and answers == results, WENT_BACK),
        (results and not log, "Nothing reached the target."),
        *on_the_way(log, results),
        (results and log == results[:-1] and not ended, ONE_LATE),
        (ended, ENDED),
    )
    assert log == results
    assert value["growth"] == list(range(1, len(items) + 1)), "An item was not passed on at once."


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("function", "items", "results"),
    [
        ("type_name", [7, "a", 2.5], ["int", "str", "float"]),
        ("double", [1, 2, 3], [2, 4, 6]),
        ("double", ["ab"], ["abab"]),
        ("neg", [], []),
    ],
    ids=["types", "numbers", "one", "none"],
)
def test_forwards_the_result_for_each_item(stage, function, items, results):
    """For each x that is sent in, the target receives function(x), at once."""
    judge_stage(run(stage, function, items), items, results)


@pytest.mark.task(3)
@pytest.mark.parametrize("items", [[3, 1, 2], [5]], ids=["three", "one"])
def test_starts_a_target_that_was_not_started(stage_starting, items):
    """A target fresh from its call is primed, and gets every result."""
    judge_stage(run(stage_starting, "double", items), items, [2 * item for item in items])


@pytest.mark.task(3)
def test_a_stage_goes_on_for_ever(stage, stage_starting, rng):
    """A stage never ends by itself."""
    items = [rng.randrange(1, 1000) for _ in range(rng.randrange(20, 100))]
    for scenario in (stage, stage_starting):
        judge_stage(run(scenario, "neg", items), items, [-item for item in items])


@pytest.mark.task(3)
@pytest.mark.parametrize(
    ("function", "items", "results"),
    [
        ("half", [5, 1, 0, 9], [2, 0, 0, 4]),
        ("even_or_none", [2, 1, 4], [2, None, 4]),
        ("type_name", ["a", 0, "", None, False, 1], ["str", "int", "str", "NoneType", "bool", "int"]),
    ],
    ids=["result_0", "result_none", "items"],
)
def test_items_and_results_may_be_falsy(stage, function, items, results):
    """0, "", False and None are forwarded like anything else."""
    seen = run(stage, function, items)
    log = seen.value["log"]
    because(
        (
            len(seen.value["answers"]) < len(items),
            "An item or a result that is 0, empty or None ended the stage.",
        ),
        (0 < len(log) < len(results), "An item or a result that is 0, empty or None was not passed on."),
    )
    judge_stage(seen, items, results)


@pytest.mark.task(3)
def test_calls_function_once_for_each_item(calls_of_stage, rng):
    """The function may count or write something down, so it is called once for each item."""
    items = [rng.randrange(1000) for _ in range(6)]
    calls = run(calls_of_stage, items).value["log"]
    because((len(calls) > len(items), "`function` was called more than once for an item."))
    assert calls == items


@pytest.mark.task(3)
@pytest.mark.parametrize("items", [[1, 2], []], ids=["used", "unused"])
def test_closes_its_target_when_it_is_closed(stage_closed, stage_starting_closed, items):
    """Closing a stage that has been started closes its target, and sends it nothing more."""
    for scenario in (stage_closed, stage_starting_closed):
        seen = run(scenario, "double", items)
        because(
            (not seen.value["ends_when_closed"], IGNORES_CLOSE),
            (seen.value["state"] != "GEN_CLOSED", "The stage was closed, and its target was left open."),
        )
        judge_stage(seen, items, [2 * item for item in items])


@pytest.mark.task(3)
def test_stages_can_be_put_in_a_row(stage_of_stage, rng):
    """A stage can be the target of a stage, and closing the first closes all."""
    items = [rng.randrange(1, 1000) for _ in range(5)]
    seen = run(stage_of_stage, "double", "neg", items)
    because(
        (seen.value["state"] != "GEN_CLOSED", "Of two stages in a row, closing the first did not close all.")
    )
    judge_stage(seen, items, [-2 * item for item in items])


@pytest.mark.task(3)
def test_two_stages_keep_to_themselves(two_stages, rng):
    """Stages that take turns share nothing."""
    items = [rng.randrange(1, 1000) for _ in range(5)]
    logs = run(two_stages, "double", "neg", items).value
    assert logs == {"x": [2 * item for item in items], "y": [-item for item in items]}


# --- task 4 ---------------------------------------------------------------------------------------------

NONE_LEFT = "When no target was left, the broadcast ended too; it must go on taking items."
ENDED_ALL = "One target ended, and that ended the broadcast for all of them."
ONLY_ONE = "Only one of the targets received the items."
SHARED_OUT = "Each item reached only one of the targets; every target gets every item."
MISSED_ONE = "When one target ended, another one missed that item."
MISSED_REST = "When one target had ended, another one received nothing more."
CLOSED_THEM = "A target was closed while the broadcast was still open."
LEFT_OPEN = "The broadcast was closed, and a target was left open."


def share(word, items):
    """The items that a target gets: all, or those up to its end."""
    return [] if word == "ended" else items[: int(word)] if word.isdigit() else items


def judge_broadcast(seen, targets, items):
    """What every check of a broadcast asks for."""
    value = seen.value
    logs, expected = value["logs"], [share(word, items) for word in targets]
    ending = [word for word in targets if word == "ended" or word.isdigit()]
    ended = len(value["answers"]) < len(items)
    reached = [log for log in logs if log]
    because(
        (not value["sendable"], NO_GENERATOR),
        (None not in items and any(None in log for log in logs), EXTRA_NONE),
        (value["at_start"] != 0, TOO_SOON),
        (ended and not targets, NONE_LEFT),
        (ended and not ending, ENDED),
        (ended and len(ending) == len(targets) and logs == expected, NONE_LEFT),
        (ended, ENDED_ALL),
        ("ends_when_closed" not in value and closed_too_soon(targets, value["states"]), CLOSED_THEM),
        (any(expected) and not reached, "Nothing reached any target."),
        (len(reached) == 1 and reached[0] == items and logs != expected, ONLY_ONE),
        (not ending and len(reached) > 1 and sum(map(len, logs)) == len(items), SHARED_OUT),
    )
    for log, whole in zip(logs, expected, strict=True):
        because(*after_an_end(log, whole, targets), *on_the_way(log, whole))
    assert logs == expected


def closed_too_soon(targets, states):
    """Whether a target that does not end by itself has been closed."""
    return "GEN_CLOSED" in [
        state for word, state in zip(targets, states, strict=True) if word in ("new", "started")
    ]


def after_an_end(log, whole, targets):
    """What may happen to a target, which should have got `whole`, when another one ends."""
    ends = [int(word) - 1 for word in targets if word.isdigit()]
    skipping = [item for place, item in enumerate(whole) if place not in ends]
    stopping = [whole[:end] for end in ends] + [whole[: end + 1] for end in ends]
    return (
        (log != whole and len(log) < len(whole) and log == skipping, MISSED_ONE),
        (log != whole and log in stopping, MISSED_REST),
    )


@pytest.mark.task(4)
@pytest.mark.parametrize("count", [2, 1, 3])
def test_forwards_each_item_to_all(broadcast, count):
    """Every target receives every item, in order."""
    targets, items = ["started"] * count, ["a", "b", "c", "d"]
    judge_broadcast(run(broadcast, targets, items), targets, items)


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "targets",
    [["new", "new"], ["started", "new"], ["new", "started", "new"]],
    ids=["all", "last", "first_and_last"],
)
def test_starts_the_targets_that_were_not_started(broadcast, targets):
    """Targets fresh from their call are primed; those that wait at a `yield` are left as they are."""
    judge_broadcast(run(broadcast, targets, [1, 2, 3]), targets, [1, 2, 3])


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "targets",
    [
        ["started", "2", "started"],
        ["1", "started", "3", "started"],
        ["started", "2", "2", "started", "1", "started"],
    ],
    ids=["one", "two", "together"],
)
def test_goes_on_without_a_target_that_has_ended(broadcast, targets):
    """A target that ends is dropped; the others receive every item, that one too."""
    items = ["a", "b", "c", "d", "e"]
    judge_broadcast(run(broadcast, targets, items), targets, items)


@pytest.mark.task(4)
def test_drops_a_target_that_had_ended_before(broadcast):
    """A target that had ended before it was handed over is dropped like any other."""
    targets, items = ["started", "ended", "started"], [1, 2, 3]
    judge_broadcast(run(broadcast, targets, items), targets, items)


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "targets", [["2"], ["1", "3"], ["2", "2"], []], ids=["one", "two", "together", "none"]
)
def test_goes_on_when_no_target_is_left(broadcast, targets):
    """Without targets the items are taken, and go nowhere."""
    items = ["a", "b", "c", "d", "e"]
    judge_broadcast(run(broadcast, targets, items), targets, items)


@pytest.mark.task(4)
def test_items_for_all_may_be_falsy(broadcast):
    """0, "", False and None are forwarded like anything else."""
    targets, items = ["started", "started"], ["a", 0, "", None, False, [], "b"]
    seen = run(broadcast, targets, items)
    because(
        (len(seen.value["answers"]) < len(items), "An item that is 0, empty or None ended the broadcast."),
        (
            seen.value["logs"] != [items, items],
            "An item that is 0, empty or None did not reach every target.",
        ),
    )


@pytest.mark.task(4)
@pytest.mark.parametrize(
    ("targets", "items"),
    [(["started", "started", "started"], ["a", "b"]), (["new", "new"], [1]), (["started", "new"], [])],
    ids=["started", "new", "unused"],
)
def test_closes_every_target_when_it_is_closed(broadcast_closed, targets, items):
    """Closing a broadcast that has been started closes all of its targets, and sends them nothing more."""
    seen = run(broadcast_closed, targets, items)
    because(
        (not seen.value["ends_when_closed"], IGNORES_CLOSE),
        (set(seen.value["states"]) != {"GEN_CLOSED"}, LEFT_OPEN),
    )
    judge_broadcast(seen, targets, items)


@pytest.mark.task(4)
@pytest.mark.parametrize(
    "targets", [["started", "1", "started"], ["1", "2"], []], ids=["some_ended", "all_ended", "none"]
)
def test_can_be_closed_after_targets_have_ended(broadcast_closed, targets):
    """Closing a broadcast closes the targets that are still open, and does not mind those that have ended."""
    items = ["a", "b", "c"]
    seen = run(broadcast_closed, targets, items)
    because(
        (not seen.value["ends_when_closed"], IGNORES_CLOSE),
        (
            "GEN_SUSPENDED" in seen.value["states"],
            "One target had ended; on closing, another one was left open.",
        ),
    )
    judge_broadcast(seen, targets, items)


@pytest.mark.task(4)
def test_broadcasts_can_be_put_in_a_row(broadcast_of_broadcast, rng):
    """A broadcast can be the target of a broadcast, and closing the first closes all."""
    items = some(rng)
    value = run(broadcast_of_broadcast, items).value
    assert value["logs"] == [items] * 3
    because(
        (
            set(value["states"]) != {"GEN_CLOSED"},
            "Of two broadcasts in a row, closing the first did not close all.",
        )
    )


@pytest.mark.task(4)
def test_any_mixture_of_targets(broadcast_closed, rng):
    """Targets of all kinds, each gets its share."""
    items = some(rng)
    targets = [rng.choice(["new", "started", str(rng.randrange(1, len(items)))]) for _ in range(8)]
    seen = run(broadcast_closed, targets, items)
    judge_broadcast(seen, targets, items)
    because((set(seen.value["states"]) != {"GEN_CLOSED"}, LEFT_OPEN))
