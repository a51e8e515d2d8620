"""Built of small pieces: takewhile ends the count, map adds up with a closure, foo delegates its loop."""

import itertools


def foo():
    print("starting...")
    yield from _rounds()


def _rounds():
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    return itertools.takewhile(lambda number: stop is None or number < stop, itertools.count(start))


def running_total(numbers):
    total = 0

    def add(number):
        nonlocal total
        total += number
        return total

    return map(add, numbers)
