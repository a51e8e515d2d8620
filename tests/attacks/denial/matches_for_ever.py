"""Matches a regular expression that takes a time without end.

Tries: denial
Exercise: 01_yield
Earns: all but test_no_numbers_give_no_total
Seen: Still running
"""

import re


def harm():
    return re.match("(a|a|a|a)*b", "a" * 60)


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
