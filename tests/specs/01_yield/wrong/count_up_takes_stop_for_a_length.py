"""count_up gives stop numbers instead of ending before stop.

Fails: task 2
Says: It took `stop` for how many numbers to give: it is the number before which to end.
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
        for step in range(stop):
            yield start + step


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
