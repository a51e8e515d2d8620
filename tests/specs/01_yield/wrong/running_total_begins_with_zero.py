"""A total of 0 comes out before any number.

Fails: task 3
Says: A total of 0 came out first, before any number had been added.
"""

import itertools


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    yield from itertools.accumulate(numbers, initial=0)
