"""Opens all the descriptors that it may, so that none is left for the grader.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: then OSError
"""

import os

KEPT = []


def harm():
    try:
        while True:
            KEPT.append(os.open(os.__file__, os.O_RDONLY))
    except OSError as error:
        print("then", type(error).__name__)


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
    if numbers == []:
        yield from harm()
    total = 0
    for number in numbers:
        total += number
        yield total
