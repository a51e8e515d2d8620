"""What is done with a learner's `producer_consumer.py`. Nothing is judged here: a scenario says what it saw.

Every task is tried with generators of this file at its other ends, so that a fault in one task does not show
in the next: `produce` is given a consumer from here, `stage` and `broadcast` are given targets from here.
What a learner hands out may be primed already or not; `start` looks before it advances.
"""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress

from grader.specs import scenario

ENOUGH = 10_000
"""Lines or items after which a program is stopped that goes round without waiting: no check sends as many."""

FUNCTIONS: dict[str, Callable] = {
    "double": lambda x: x * 2,
    "half": lambda x: x // 2,
    "neg": operator.neg,
    "even_or_none": lambda x: x if x % 2 == 0 else None,
    "type_name": lambda x: type(x).__name__,
}
"""What a spec can name for the function of a stage."""


class Endless(BaseException):
    """More was recorded than anybody sent. No `Exception`, so that a learner's `except` lets it pass."""


class ItemsFailed(Exception):
    """Raised by the items of a producer, as a file would that cannot be read to its end."""


class Log(list):
    """A list that a program without a pause cannot fill until the memory is used up."""

    def append(self, *line):
        if len(self) >= ENOUGH:
            raise Endless
        [].append(*line)  # given anything but one line, it refuses in a list's own words
        super().append(*line)


# --- task 1 ---------------------------------------------------------------------------------------------


@scenario(call="c = consumer({0!r}); then c.send(product) for product in {1!r}")
def consumer(submission, lines, products):
    """`lines` stand in the log from the start."""
    log = Log(lines)
    return fed(submission.consumer(log), products, log)


@scenario(call="a = consumer(log_a); b = consumer(log_b); then by turns a.send(product), b.send(product)")
def two_consumers(submission, products_of_a, products_of_b):
    log_a, log_b = Log(), Log()
    a, b = start(submission.consumer(log_a)), start(submission.consumer(log_b))
    for for_a, for_b in zip(products_of_a, products_of_b, strict=True):
        a.send(for_a)
        b.send(for_b)
    return {"a": list(log_a), "b": list(log_b)}


@scenario(call="c = consumer([]); then c.send(product) for product in {0!r}; c.close()")
def consumer_closed(submission, products):
    c = submission.consumer(Log())
    return fed(c, products, Log()) | closed(c)


# --- task 2 ---------------------------------------------------------------------------------------------


@scenario(call="produce(c, {0!r}, log)")
def produce(submission, items):
    """`c` has been started, as in the notes."""
    return produced(submission, start, items)


@scenario(call="produce(c, {0!r}, log)  # c has not been started")
def produce_starting(submission, items):
    return produced(submission, as_it_is, items)


@scenario(call="c.send(product) for product in {0!r}; produce(c, {1!r}, log)")
def produce_going_on(submission, before, items):
    """`c` has been started and has had products from somebody else."""

    def used(c):
        start(c)
        for product in before:
            c.send(product)

    return produced(submission, used, items)


@scenario(call="produce(c, iter({0!r}), log)")
def produce_from_an_iterator(submission, items):
    return produced(submission, start, iter(items))


@scenario(call="produce(c, items, log)  # items gives {0!r} and then raises")
def produce_from_failing_items(submission, items):
    return produced(submission, start, failing(items))


@scenario(call="produce(c, items, log)  # items gives {0!r} and then raises; c has not been started")
def produce_starting_from_failing_items(submission, items):
    return produced(submission, as_it_is, failing(items))


def produced(submission, prepare, items):
    """Let the learner's `produce` feed a consumer of ours, and give everything that was seen of the two."""
    log, received = Log(), Log()
    c = shop(log, received)
    prepare(c)
    log.clear()
    received.clear()
    seen = {"raised": None, "only_made": False}
    try:
        seen["only_made"] = only_made(submission.produce(c, items, log), c)
    except (ItemsFailed, StopIteration) as error:
        seen["raised"] = type(error).__name__
    return seen | {"log": list(log), "received": list(received), "state": inspect.getgeneratorstate(c)}


def only_made(given, c):
    """Whether the call made a generator, and so has run nothing yet."""
    return inspect.isgenerator(given) and given is not c


def shop(log, received):
    """A consumer as task 1 asks for it, which keeps the products themselves too."""
    while True:
        product = yield
        received.append(product)
        log.append(f"消费者消费产品 {product}")


def failing(items):
    yield from items
    raise ItemsFailed


# --- task 3 ---------------------------------------------------------------------------------------------


@scenario(call="s = stage({0}, target); then s.send(item) for item in {1!r}")
def stage(submission, function, items):
    """`target` has been started."""
    return staged(submission, start, function, items)


@scenario(call="s = stage({0}, target); then s.send(item) for item in {1!r}  # target has not been started")
def stage_starting(submission, function, items):
    return staged(submission, as_it_is, function, items)


@scenario(call="s = stage({0}, target); then s.send(item) for item in {1!r}; s.close()")
def stage_closed(submission, function, items):
    return staged(submission, start, function, items, end=closed)


@scenario(call="s = stage({0}, new_target); then s.send(item) for item in {1!r}; s.close()")
def stage_starting_closed(submission, function, items):
    return staged(submission, as_it_is, function, items, end=closed)


@scenario(call="s = stage(f, target); then s.send(item) for item in {0!r}")
def calls_of_stage(submission, items):
    """The log holds what `f` was called with."""
    calls = Log()

    def f(x):
        calls.append(x)
        return x

    return fed(submission.stage(f, start(target(Log()))), items, calls)


@scenario(call="s = stage({0}, stage({1}, target)); then s.send(item) for item in {2!r}; s.close()")
def stage_of_stage(submission, first, second, items):
    log = Log()
    last = target(log)
    s = submission.stage(FUNCTIONS[first], submission.stage(FUNCTIONS[second], last))
    seen = fed(s, items, log) | closed(s)
    return seen | {"log": list(log), "state": inspect.getgeneratorstate(last)}


@scenario(call="a = stage({0}, x); b = stage({1}, y); then by turns a.send(item), b.send(item)")
def two_stages(submission, function_a, function_b, items):
    x, y = Log(), Log()
    a = start(submission.stage(FUNCTIONS[function_a], start(target(x))))
    b = start(submission.stage(FUNCTIONS[function_b], start(target(y))))
    for item in items:
        a.send(item)
        b.send(item)
    return {"x": list(x), "y": list(y)}


def as_it_is(generator):
    return generator


def staged(submission, prepare, function, items, end=lambda _: {}):
    log = Log()
    last = prepare(target(log))
    s = submission.stage(FUNCTIONS[function], last)
    seen = fed(s, items, log) | end(s)
    return seen | {"log": list(log), "state": inspect.getgeneratorstate(last)}


# --- task 4 ---------------------------------------------------------------------------------------------


@scenario(call="b = broadcast(*targets); then b.send(item) for item in {1!r}  # targets: {0!r}")
def broadcast(submission, targets, items):
    """`targets`: a word each, as `prepared` reads it."""
    return spread(submission, targets, items)


@scenario(call="b = broadcast(*targets); then b.send(item) for item in {1!r}; b.close()  # targets: {0!r}")
def broadcast_closed(submission, targets, items):
    return spread(submission, targets, items, end=closed)


@scenario(call="b = broadcast(broadcast(x, y), z); then b.send(item) for item in {0!r}; b.close()")
def broadcast_of_broadcast(submission, items):
    logs = [Log() for _ in "xyz"]
    x, y, z = (target(log) for log in logs)
    b = submission.broadcast(submission.broadcast(x, y), z)
    seen = fed(b, items, Log()) | closed(b)
    return seen | {"logs": [list(log) for log in logs], "states": states(x, y, z)}


def spread(submission, words, items, end=lambda _: {}):
    logs = [Log() for _ in words]
    targets = [prepared(word, log) for word, log in zip(words, logs, strict=True)]
    b = submission.broadcast(*targets)
    seen = fed(b, items, Log()) | end(b)
    return seen | {"logs": [list(log) for log in logs], "states": states(*targets)}


def prepared(word, log):
    """A target: "new", "started", "ended" (before it is handed over), or "3" (started, ends with item 3)."""
    made = target(log, ends_after=int(word) if word.isdigit() else None)
    if word == "ended":
        made.close()
    return made if word in ("new", "ended") else start(made)


def states(*targets):
    return [inspect.getgeneratorstate(each) for each in targets]


# --- what all of them use -------------------------------------------------------------------------------


def target(log, ends_after=None) -> Generator[None, object, None]:
    """Record what is sent in; end of its own accord with item number `ends_after`."""
    while ends_after is None or len(log) < ends_after:
        log.append((yield))


def start(generator):
    """The generator at its first `yield`, whether or not it was handed out there."""
    if inspect.isgenerator(generator) and inspect.getgeneratorstate(generator) == inspect.GEN_CREATED:
        next(generator)
    return generator


def fed(generator, items, log):
    """Start a generator of the learner's, send each item in, and say what came back and how the log grew.

    A send that does not come back ended the generator: then there are fewer answers than items.
    """
    seen = {"sendable": hasattr(generator, "send"), "at_start": 0, "growth": [], "answers": []}
    if not seen["sendable"]:
        return seen | {"log": list(log)}
    before = len(log)
    with let_it_end():
        start(generator)
        seen["at_start"] = len(log) - before
        for item in items:
            seen["answers"].append(generator.send(item))
            seen["growth"].append(len(log) - before)
    return seen | {"log": list(log)}


@contextmanager
def let_it_end() -> Iterator[None]:
    """Let pass that a generator ended: by itself, or through a StopIteration that reached it from within."""
    try:
        with suppress(StopIteration):
            yield
    except RuntimeError as error:
        if not isinstance(error.__cause__, StopIteration):
            raise


def closed(generator):
    """Close a generator of the learner's: whether it then ended, as a generator should."""
    try:
        generator.close()
    except RuntimeError as error:
        if "ignored GeneratorExit" not in str(error):
            raise
        return {"ends_when_closed": False}
    return {"ends_when_closed": True}
