"""No generator but foo: iterators of the standard library are given away as they are."""

import itertools
import operator
import sys


def foo():
    sys.stdout.write("starting...\n")
    while True:
        res = yield 4
        sys.stdout.write("res " + str(res) + "\n")


def count_up(start, stop=None):
    if stop is None:
        return itertools.count(start)
    return iter(range(start, stop))


def running_total(numbers):
    return itertools.accumulate(numbers, operator.add)
