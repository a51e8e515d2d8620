"""What is done with a submission of 01_yield, and what is written down of it. No answer stands here.

Iterators are walked with next() alone: the tasks ask for no more, so an answer need not stand in a `for`.
"""

from __future__ import annotations

import sys
from itertools import cycle

from grader.specs import scenario


class Cutoff(BaseException):
    """Ends a source that has no end of its own, so that a program which reads it all comes back."""


class Breakdown(Exception):
    """What a source raises that fails on the way."""


class Shelf:
    """Can be walked again and again; it has neither a length nor an index."""

    def __init__(self, numbers):
        self._numbers = numbers

    def __iter__(self):
        return Ticket(self._numbers)


class Ticket:
    """An iterator that is no generator."""

    def __init__(self, numbers):
        self._left = list(numbers)

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        return self._left.pop(0)


SOURCES = {
    "a tuple": tuple,
    "a dict": dict.fromkeys,
    "a generator": lambda numbers: (number for number in numbers),
    "an iterator": Ticket,
    "an object that can be looped over": Shelf,
}


def recorded(numbers, log):
    """Hand out numbers, noting each one in log at the moment when it is taken."""
    for number in numbers:
        log.append(number)
        yield number


def ending(numbers, error):
    """Hand out numbers, then raise error."""
    yield from numbers
    raise error


def kind(thing):
    """`"iterator"` where next() works, else the name of the type."""
    return "iterator" if hasattr(type(thing), "__next__") else type(thing).__name__


def first(limit, iterator):
    """What next() gives until the end, but at most `limit` values."""
    values = []
    while len(values) < limit:
        try:
            values.append(next(iterator))
        except StopIteration:
            break
    return values


def in_turn(limit, *iterators):
    """The first values of each, taken one here and one there; one that has ended is left out from then on."""
    taken = [[] for _ in iterators]
    for _ in range(limit):
        for values, iterator in zip(taken, iterators, strict=True):
            values.extend(first(1, iterator))
    return taken


def returned(iterator):
    """The name of the type of what a generator returned at its end; None where it gives a value first."""
    try:
        next(iterator)
    except StopIteration as end:
        return type(end.value).__name__
    return None


# --- foo ----------------------------------------------------------------------------------------------------


@scenario(call="import generator")
def imported(submission):
    return None


@scenario(call="foo()")
def call_foo(submission):
    return kind(submission.foo())


@scenario(call="g = foo(); [next(g) for _ in range({0})]")
def advance_foo(submission, times):
    return first(times, submission.foo())


@scenario(call="g = foo(); next(g); [g.send(x) for x in {0!r}]")
def send_to_foo(submission, values):
    g = submission.foo()
    next(g)
    return [g.send(value) for value in values]


@scenario(call="a, b = foo(), foo(); next(a); next(b); ... {0} times in turn")
def two_foos(submission, times):
    return in_turn(times, submission.foo(), submission.foo())


# --- count_up -----------------------------------------------------------------------------------------------


@scenario(call="count_up({0}, {1})")
def call_count_up(submission, start, stop):
    return kind(submission.count_up(start, stop))


@scenario(call="count_up({0}, {1})")
def count_between(submission, start, stop, limit):
    return first(limit, submission.count_up(start, stop))


@scenario(call="count_up(start={0}, stop={1})")
def count_by_name(submission, start, stop, limit):
    return first(limit, submission.count_up(start=start, stop=stop))


@scenario(call="count_up({0})")
def count_from(submission, start, limit):
    return first(limit, submission.count_up(start))


@scenario(call="count_up({0}, {1})")
def count_returned(submission, start, stop):
    return returned(submission.count_up(start, stop))


@scenario(call="next(count_up({0}, {1}))")
def made_for_the_first(submission, start, stop):
    """How many objects there were more once the first number was there: a list of n numbers holds n."""
    before = sys.getallocatedblocks()
    numbers = submission.count_up(start, stop)
    first_number = next(numbers)
    made = sys.getallocatedblocks() - before
    del first_number
    return made


@scenario(call="a, b = count_up{0}, count_up{1}; next(a); next(b); ... {2} times in turn")
def two_counts(submission, one, other, times):
    return in_turn(times, submission.count_up(*one), submission.count_up(*other))


# --- running_total ------------------------------------------------------------------------------------------


@scenario(call="running_total({0})")
def call_running_total(submission, numbers):
    return kind(submission.running_total(list(numbers)))


@scenario(call="running_total({0})")
def totals(submission, numbers):
    return first(len(numbers) + 3, submission.running_total(list(numbers)))


@scenario(call="running_total({0} of {1})")
def totals_of(submission, source, numbers):
    return first(len(numbers) + 3, submission.running_total(SOURCES[source](numbers)))


@scenario(call="next(running_total(...)), again and again, over {0}")
def taken_for_each_total(submission, numbers):
    """How many numbers had been taken after the call, after the first total, after the second, ..."""
    log = []
    running = submission.running_total(recorded(numbers, log))
    taken = [len(log)]
    for _ in numbers:
        next(running)
        taken.append(len(log))
    return taken


@scenario(call="running_total({0} over and over, without an end)")
def totals_of_endless(submission, numbers, times):
    over_and_over = (number for number, _ in zip(cycle(numbers), range(20_000), strict=False))
    totals = []
    try:
        running = submission.running_total(ending(over_and_over, Cutoff()))
        for _ in range(times):
            totals.append(next(running))
    except Cutoff:
        pass
    return totals


@scenario(call="running_total({0}, and then the source fails)")
def totals_before_failure(submission, numbers):
    totals = []
    try:
        running = submission.running_total(ending(numbers, Breakdown("the source broke down")))
        for _ in numbers:
            totals.append(next(running))
    except Breakdown:
        pass
    return totals


@scenario(call="running_total({0}) to its end, then running_total({1})")
def totals_one_after_the_other(submission, one, other):
    return [first(len(numbers) + 3, submission.running_total(list(numbers))) for numbers in (one, other)]


@scenario(call="a, b = running_total({0}), running_total({1}); next(a); next(b); ... in turn")
def two_totals(submission, one, other):
    rounds = max(len(one), len(other))
    return in_turn(rounds, submission.running_total(list(one)), submission.running_total(list(other)))
