"""count_up makes all numbers before it hands out the first.

Fails: task 2
Says: It made all its numbers before it handed out the first one.
"""

import itertools


def foo():
    print("starting...")
    while True:
        res = yield 4
        print("res", res)


def count_up(start, stop=None):
    if stop is None:
        yield from itertools.count(start)
    else:
        numbers = list(range(start, stop))
        for number in numbers:
            yield number


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
