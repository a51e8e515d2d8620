"""A range can be looped over, but next() does not work on it.

Fails: task 2
Says: count_up gave a range: a `for` loop can walk over that, but next() does not work on it.
"""

import itertools


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is None:
        return itertools.count(start)
    return range(start, stop)


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
