"""`return itertools.count(start)` hands out nothing, for there is a `yield` in count_up.

Fails: task 2
Says: It returned its numbers: in a function with `yield`, `return` only ends it and hands nothing out.
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
    while start < stop:
        yield start
        start += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
