"""A `for` over itertools.count that is left where stop is reached; the totals by adding in the `yield`."""

from itertools import count, repeat


def foo():
    print("starting...")
    for four in repeat(4):
        print("res", (yield four))


def count_up(start, stop=None):
    for number in count(start):
        if stop is not None and number >= stop:
            return
        yield number


def running_total(numbers):
    total = 0
    for number in numbers:
        yield (total := total + number)
