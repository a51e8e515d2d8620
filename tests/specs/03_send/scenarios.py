"""What is done with a submission of 03_send, and what is written down of it. No answer stands here."""

from __future__ import annotations

import inspect
import io
import sys
from contextlib import redirect_stdout, suppress
from numbers import Real

from grader.specs import scenario


class Alarm(BaseException):
    """An exception that no `except Exception` catches."""


THROWN = {"ValueError": ValueError, "KeyError": KeyError, "Alarm": Alarm, "GeneratorExit": GeneratorExit}


@scenario(call="{0}()")
def made_by(submission, name):
    made = getattr(submission, name)()
    return "a generator" if hasattr(made, "send") else made


@scenario(call="g = foo(); next(g)")
def foo_first(submission):
    return next(submission.foo())


@scenario(call="g = foo(); next(g); [g.send(x) for x in {0!r}]")
def foo_sends(submission, values):
    with redirect_stdout(io.StringIO()):  # what is printed until the first yield is free
        g = submission.foo()
        next(g)
    return [g.send(value) for value in values]


@scenario(call="g = averager(); next(g); [g.send(x) for x in {0!r}]")
def averages(submission, values):
    g = submission.averager()
    next(g)
    return [_number(g.send(value)) for value in values]


@scenario(call="averager()")
def averager_state(submission):
    g = submission.averager()
    return inspect.getgeneratorstate(g) if inspect.isgenerator(g) else None


@scenario(call="two averagers in turn: one gets {0!r}, the other {1!r}")
def averages_in_turn(submission, left, right):
    pair = submission.averager(), submission.averager()
    for g in pair:
        next(g)
    answers = [
        [_number(g.send(x)) for g, x in zip(pair, row, strict=True)] for row in zip(left, right, strict=True)
    ]
    return [list(column) for column in zip(*answers, strict=True)]


@scenario(call="primed(listener)")
def primed_gives(submission):
    made = submission.primed(_listener([]))
    return "a function" if callable(made) else type(made).__name__


@scenario(call="listen = primed(listener); listen()")
def primed_makes(submission):
    made = submission.primed(_listener([]))()
    return "a generator" if hasattr(made, "send") else made


@scenario(call="listen = primed(listener); listen()")
def primed_diary(submission):
    diary = []
    listener = _listener(diary)
    listen = submission.primed(listener)
    decorated = list(diary)
    made = listen()
    own = getattr(made, "gi_code", None) is listener.__code__
    return {"decorated": decorated, "called": list(diary), "made by listener": own}


@scenario(call="listen = primed(listener); g = listen(); [g.send(x) for x in {0!r}]")
def primed_hears(submission, words):
    diary = []
    g = submission.primed(_listener(diary))()
    answers = [g.send(word) for word in words]
    return {"answers": answers, "heard": diary[1:]}


@scenario(call="listen = primed(listener); listen(*{0!r}, **{1!r})")
def primed_passes(submission, positional, keywords):
    def listener(*args, **kwargs):
        yield "ready"
        yield [list(args), kwargs]

    listen = submission.primed(listener)
    try:
        g = listen(*positional, **keywords)
    except TypeError as error:
        if error.__traceback__.tb_next:  # raised further in, not by the call itself
            raise
        return "refused"
    return g.send("go")


@scenario(call="listen = primed({0})")
def primed_keeps(submission, name, text):
    listener = _listener([])
    listener.__name__, listener.__doc__ = name, text
    listen = submission.primed(listener)
    return {
        "name": getattr(listen, "__name__", None),
        "docstring": getattr(listen, "__doc__", None),
    }


@scenario(call="listen = primed(listener); one = listen(); two = listen()")
def primed_twins(submission, left, right):
    def listener():
        heard = []
        for _ in range(9):
            heard.append((yield list(heard)))

    listen = submission.primed(listener)
    one, two = listen(), listen()
    for x, y in zip(left, right, strict=True):
        answers = [one.send(x), two.send(y)]
    return answers


@scenario(call="g = primed(listener)(); g.throw({0})")
def primed_struck(submission, name):
    def listener():
        try:
            yield "ready"
        except THROWN[name]:
            yield "caught"

    return submission.primed(listener)().throw(THROWN[name])


@scenario(call="c = collector(); next(c); [c.send(x) for x in {0!r}]")
def collector_counts(submission, values):
    with Collector(submission) as c:
        return [_now(c.send(value)) for value in values]


@scenario(call="c = collector(); next(c); [c.send(x) for x in {0!r}]; c.throw(Flush)")
def collector_flush(submission, values):
    with Collector(submission) as c:
        _send_all(c, values)
        return _strike(c, submission.Flush)


@scenario(call="c = collector(); next(c); for each list of {0!r}: c.send each value, then c.throw(Flush)")
def collector_batches(submission, batches):
    with Collector(submission) as c:
        return [
            [[_now(c.send(value)) for value in batch], _now(c.throw(submission.Flush()))] for batch in batches
        ]


@scenario(
    call="c = collector(); next(c); for each list of {0!r}: c.send each value, then keep c.throw(Flush)"
)
def collector_kept(submission, batches):
    kept = []
    with Collector(submission) as c:
        for batch in batches:
            _send_all(c, batch)
            kept.append(c.throw(submission.Flush))
    return kept


@scenario(
    call="c = collector(); next(c); send and flush each list of {0!r}; send each of {1!r}; c.throw({2})"
)
def collector_struck(submission, flushed, held, name):
    with Collector(submission) as c:
        for batch in flushed:
            _send_all(c, batch)
            c.throw(submission.Flush)
        _send_all(c, held)
        return _strike(c, THROWN[name])


@scenario(call="c = collector(); next(c); [c.send(x) for x in {0!r}]; c.close()")
def collector_close(submission, values):
    with Collector(submission) as c:
        _send_all(c, values)
        return {"gave": c.close(), "close gives the returned value": sys.version_info >= (3, 13)}


@scenario(call="two collectors in turn: one gets {0!r}, the other {1!r}")
def collectors_in_turn(submission, left, right):
    with Collector(submission) as one, Collector(submission) as two:
        counts = [[_now(one.send(x)), _now(two.send(y))] for x, y in zip(left, right, strict=True)]
        return {"counts": counts, "lists": [_now(c.throw(submission.Flush)) for c in (one, two)]}


class Collector:
    """A primed collector, for a `with` block.

    At the end it is killed: one that cannot be closed would complain when it is thrown away, in the middle of
    another check.
    """

    def __init__(self, submission):
        self.collector = submission.collector()

    def __enter__(self):
        next(self.collector)
        return self.collector

    def __exit__(self, *_):
        with suppress(BaseException):
            self.collector.throw(Alarm)


def _number(answer):
    """A Fraction and its like as a float; all else untouched."""
    return float(answer) if isinstance(answer, Real) and not isinstance(answer, int | float) else answer


def _listener(diary):
    """A generator function which writes down that it began, and what it was sent."""

    def listener():
        diary.append("began")
        for number in range(1, 6):
            word = yield number
            diary.append(word)

    return listener


def _send_all(g, values):
    for value in values:
        g.send(value)


def _now(answer):
    """A copy, so that what becomes of a list later does not show."""
    return list(answer) if isinstance(answer, list) else answer


def _strike(g, exception):
    """Throw `exception` in: what came of it, in two words and a value."""
    try:
        answer = g.throw(exception)
    except StopIteration as end:
        return ["ended", end.value]
    except exception as raised:
        return ["raised", type(raised).__name__]
    return ["went on", answer]
