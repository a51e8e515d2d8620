"""Without a stop it ends at sys.maxsize, which is no largest integer.

Fails: task 2
Says: Without a `stop` it ended at a large number: Python's integers have no largest one.
"""

import sys


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=sys.maxsize):
    if stop is None:
        stop = sys.maxsize
    number = start
    while number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
