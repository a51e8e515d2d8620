"""Adds an audit hook of its own, which is told of everything that the grader does from then on.

Tries: points
Exercise: 01_yield
Earns: task 2, task 3
Flags: tracing
"""

import sys


def foo():
    sys.addaudithook(lambda event, arguments: None)
    return 4


def count_up(start, stop=None):
    number = start
    while stop is None or number < stop:
        yield number
        number += 1


def running_total(numbers):
    total = 0
    for number in numbers:
        total += number
        yield total
